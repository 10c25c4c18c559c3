/** Pictures that data names: nothing but pictures, of limited size, and never unencrypted. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { FetchLike } from '../../../src/core/http/contract.ts';
import { MOST_IMAGE_BYTES, fetchImage } from '../../../src/core/http/fetchImage.ts';
import { imageType } from '../../../src/core/http/imageType.ts';

const fetching: FetchLike = (url, init) => globalThis.fetch(url, init as RequestInit);
const never = new AbortController().signal;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

async function server(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
	const made = createServer(answer);
	await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		made.closeAllConnections();
		made.close();
	});
	return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

test.each([
	['ffd8ffe000104a464946', 'image/jpeg'],
	['89504e470d0a1a0a', 'image/png'],
	['474946383961', 'image/gif'],
	['524946460000000057454250', 'image/webp'],
	['0000001c6674797061766966', 'image/avif'],
	['3c73766720786d6c6e733d', undefined],
	['3c21444f43545950452068746d6c3e', undefined],
	['', undefined],
])('%s is %s', (hex, type) => {
	expect(imageType(Buffer.from(hex, 'hex'))).toBe(type);
});

test('a picture comes, without credentials and whatever its header says it is', async () => {
	const seen: IncomingMessage['headers'][] = [];
	const url = await server(({ headers }, response) => {
		seen.push(headers);
		response.setHeader('content-type', 'text/html');
		response.setHeader('set-cookie', 'a=b');
		response.end(PNG);
	});
	await fetchImage(fetching, `${url}/a.png`, never);
	expect(await fetchImage(fetching, `${url}/a.png`, never)).toEqual({ type: 'image/png', bytes: new Uint8Array(PNG) });
	expect(seen.map(({ cookie, authorization, referer }) => [cookie, authorization, referer])).toEqual([
		[undefined, undefined, undefined],
		[undefined, undefined, undefined],
	]);
});

test.each([
	'http://media.invalid/a.png',
	'file:///etc/passwd',
	'https://user:secret@media.invalid/a.png',
	'not an address',
])('%s is not fetched', async (address) => {
	const asked = (): never => {
		throw new Error('It was asked');
	};
	await expect(fetchImage(asked, address, never)).rejects.toMatchObject({ reason: 'unsafe' });
});

test('a page that calls itself a picture is none', async () => {
	const url = await server((_, response) =>
		response.setHeader('content-type', 'image/png').end('<script>alert(1)</script>'),
	);
	await expect(fetchImage(fetching, url, never)).rejects.toMatchObject({ reason: 'badResponse' });
});

test('a redirect is followed, but not out of encryption, and not for ever', async () => {
	const url = await server(({ url: path = '' }, response) => {
		const to = { '/one': '/a.png', '/out': 'http://media.invalid/a.png', '/round': '/round' }[path];
		if (to === undefined) response.end(PNG);
		else response.writeHead(302, { location: to }).end();
	});
	expect((await fetchImage(fetching, `${url}/one`, never)).type).toBe('image/png');
	await expect(fetchImage(fetching, `${url}/out`, never)).rejects.toMatchObject({ reason: 'unsafe' });
	await expect(fetchImage(fetching, `${url}/round`, never)).rejects.toMatchObject({ reason: 'unsafe' });
});

test('one that is too large is given up in the middle; one that is gone says so', async () => {
	let sent = 0;
	const url = await server(({ url: path }, response) => {
		if (path === '/gone') {
			response.writeHead(404).end();
			return;
		}
		const piece = Buffer.alloc(1024 * 1024);
		const write = (): void => {
			while (!response.destroyed && sent < 100 * MOST_IMAGE_BYTES) {
				sent += piece.length;
				if (!response.write(piece)) {
					response.once('drain', write);
					return;
				}
			}
		};
		write();
	});
	await expect(fetchImage(fetching, url, never)).rejects.toMatchObject({ reason: 'unsafe' });
	expect(sent).toBeLessThan(20 * MOST_IMAGE_BYTES);
	await expect(fetchImage(fetching, `${url}/gone`, never)).rejects.toMatchObject({ reason: 'notFound', status: 404 });
});

test('who does not want it any more gets the reason of that', async () => {
	const url = await server(() => undefined);
	const wish = new AbortController();
	const asked = fetchImage(fetching, url, wish.signal);
	wish.abort(new Error('closed'));
	await expect(asked).rejects.toBe(wish.signal.reason);
});
