import type Sharp from 'sharp';

/** sharp with nothing kept between pictures and one thread: a process here reads one page at a time. */
export async function loadSharp(): Promise<typeof Sharp> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
