/** The engine's version: what manifests, journals and reports carry. A test holds it to package.json. */
export const VERSION = '0.1.0'
