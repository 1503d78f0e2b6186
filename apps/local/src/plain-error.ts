/** Something the person can put right: shown as its one sentence, without a stack. */
export class PlainError extends Error {}
