import fc from 'fast-check'

/** `usual` in so many of ten cases. */
export const mostly = <T, U>(tenths: number, usual: fc.Arbitrary<T>, strange: fc.Arbitrary<U>) =>
  fc.oneof({ weight: tenths, arbitrary: usual }, { weight: 10 - tenths, arbitrary: strange })
