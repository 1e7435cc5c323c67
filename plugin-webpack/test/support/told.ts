/**
 * The errors of a build as the bundler prints them, without their heads and stacks. Numbers of chunks and hashes are what the
 * bundler makes them.
 */
export function told(error: unknown): string {
  return (error as Error).message
    .replace(/\n {4}at .*/g, '')
    .replace(/^(?:ERROR in| {2}×) (?:BackgroundFetchBuildError: )?/gm, '')
    .replace(/\b\d+\.js/g, 'CHUNK.js')
    .replace(/background-fetch-sw\.[\w-]{10}\.js/g, 'SCRIPT')
    .trim();
}
