/**
 * React keys of the rows in the document. A row keeps its key as long as it is drawn; where all rows are replaced at once,
 * as under a fast wheel, the new ones take over the elements of the old: changing words costs half of making rows.
 */
export function createRowKeys(): (drawn: readonly number[]) => number[] {
  let keys = new Map<number, number>()
  let unused = 0

  return (drawn) => {
    const kept = drawn.filter((index) => keys.has(index))
    // An element that is moved loses the focus. So they are taken over in order, and only where nothing else is kept, or
    // the row with the focus alone and it comes first.
    const isReplaced = kept.length === 0 || (kept.length === 1 && kept[0] === drawn[0])
    const free = isReplaced ? [...keys].filter(([index]) => !kept.includes(index)).map(([, key]) => key) : []
    keys = new Map(drawn.map((index) => [index, keys.get(index) ?? free.shift() ?? unused++]))
    return [...keys.values()]
  }
}
