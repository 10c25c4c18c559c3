/** What an upload would send, as people read it: the request, each file with its way, then the fields. */
import type { Json } from '../json.ts';
import { bytes } from './quantities.ts';

export interface ToldFile {
	readonly name: string;
	readonly bytes: number;
	readonly mediaType: string;
	readonly way: 'inline' | 'signed';
}

export function uploadText(
	{ method, path, body }: { readonly method: string; readonly path: string; readonly body: Json },
	files: readonly ToldFile[],
): string {
	const lines = files.map(({ name, bytes: size, mediaType, way }) => {
		const how = way === 'inline' ? 'within the request' : 'through a pre-signed address';
		return `${name}: ${bytes(size)}, ${mediaType}, ${how}`;
	});
	return `${method} ${path}\n${lines.join('\n')}\n\n${JSON.stringify(body, null, 2)}\n`;
}
