// The frames of a folder's clips, and the lines that ./pukar evaluate scenes --other reads.
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The truth's first line of every clip of a folder, with its path. */
export function clipsOf(folder) {
  return readdirSync(folder).filter((name) => name.endsWith('.truth.jsonl')).sort().map((name) => {
    const clip = JSON.parse(readFileSync(join(folder, name), 'utf8').split('\n', 1)[0]);
    return { ...clip, path: join(folder, clip.file) };
  });
}

/** Yields every frame as RGB bytes, rows from the top. */
export async function* framesOf(clip) {
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-i', clip.path, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']);
  const size = clip.width * clip.height * 3;
  let parts = [], have = 0;
  for await (const chunk of ffmpeg.stdout) {
    parts.push(chunk);
    have += chunk.length;
    while (have >= size) {
      const all = Buffer.concat(parts);
      yield new Uint8Array(all.subarray(0, size));
      parts = [all.subarray(size)];
      have -= size;
    }
  }
}

/** Runs find(rgb, clip) -> [{box, distress}] over all frames of all clips and writes the lines. */
export async function write(folder, out, find) {
  execFileSync('ffmpeg', ['-version']); // fails here, with its name, where it is not installed
  const file = createWriteStream(out);
  const clips = clipsOf(folder);
  for (const [i, clip] of clips.entries()) {
    process.stderr.write(`${i + 1} of ${clips.length}: ${clip.name}\n`);
    let frame = 0;
    for await (const rgb of framesOf(clip)) {
      file.write(JSON.stringify({ clip: clip.name, frame: frame++, faces: await find(rgb, clip) }) + '\n');
    }
  }
  await new Promise((done) => file.end(done));
}

/** core's Expression.distress(): fear, and sadness as far as there is something like fear in the same look. */
export function distress(fear, sad) {
  return Math.min(1, fear + sad * Math.min(1, fear / 0.2));
}
