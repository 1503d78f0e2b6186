/** The database could not be reached or did not answer in time. Whatever was asked was not done. */
export class StoreUnavailable extends Error {
  constructor() {
    super('store unavailable')
    this.name = 'StoreUnavailable'
  }
}
