/** Whether map-file.ts maps on this platform; apart from it, because it needs a native library. */
export function mapsFiles(platform: NodeJS.Platform): boolean {
  return ['linux', 'darwin', 'win32'].includes(platform);
}
