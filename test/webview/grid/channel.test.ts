/** Requests to the host: each ends once, with its own reply, with an error, or cancelled. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GridAsking } from '../../../src/protocol/grid.ts';
import { Channel, GridError } from '../../../src/webview/grid/channel.ts';

test('replies in any order reach who asked', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.double(), { minLength: 1, maxLength: 20 }), async (order) => {
			const posted: GridAsking[] = [];
			const channel = new Channel((message) => posted.push(message));
			const answers = order.map((_, row) => channel.request('cell', { row, column: 0 }));
			const shuffled = posted.map((message, nth) => ({ message, at: order[nth] ?? 0 })).sort((a, b) => a.at - b.at);
			for (const { message } of shuffled) {
				const row = message.kind === 'request' && message.name === 'cell' ? message.ask.row : -1;
				channel.take({ kind: 'reply', id: message.id, answer: row });
			}
			expect(await Promise.all(answers)).toEqual(order.map((_, row) => row));
		}),
	);
});

test('a failure says what, why and what next', async () => {
	const channel = new Channel((message) => {
		channel.take({ kind: 'error', id: message.id, error: { what: 'a', why: 'b', next: 'c' } });
	});
	const asked = channel.request('rows', { offset: 0, count: 1, columns: [0] });
	await expect(asked).rejects.toBeInstanceOf(GridError);
	await expect(asked).rejects.toMatchObject({ failure: { what: 'a', why: 'b', next: 'c' } });
});

test('a cancelled request is told to the host once, and a late reply is not heard', async () => {
	const posted: GridAsking[] = [];
	const channel = new Channel((message) => posted.push(message));
	const wish = new AbortController();
	const asked = channel.request('cell', { row: 0, column: 0 }, wish.signal);
	wish.abort();
	await expect(asked).rejects.toBe(wish.signal.reason);
	expect(posted.map(({ kind }) => kind)).toEqual(['request', 'cancel']);
	expect(channel.take({ kind: 'reply', id: 1, answer: 1 })).toBe(true);
});

test('states and commands are no answers', () => {
	const channel = new Channel(() => undefined);
	expect(channel.take({ kind: 'perform', command: 'find' })).toBe(false);
});
