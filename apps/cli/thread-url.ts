/** The file that the threads of a sweep begin in. */
export const THREAD: URL = new URL(import.meta.url.endsWith('.ts') ? './sweep-thread.ts' : './sweep-thread.js', import.meta.url)
