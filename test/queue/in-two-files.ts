/** A strategy whose code lies in another file. */
export { default } from './deadly.ts'
