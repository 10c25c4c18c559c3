/** The page that the browser comes back to after signing in. */
import { expect, test } from 'vitest';
import { listenForSignIn } from '../../../src/core/jobs/signInListener.ts';

test('an answer that does not belong to this sign-in is sent away, and the wait goes on', async () => {
	const listener = await listenForSignIn('http://127.0.0.1:0/callback', 'ours', 'terminal');
	try {
		const returned = listener.returned(new AbortController().signal);
		const status = async (query: string): Promise<number> => (await fetch(`${listener.redirectUri}?${query}`)).status;
		expect(await status('code=1&state=forged')).toBe(400);
		expect(await status('error=access_denied')).toBe(400);
		expect(await status('state=ours')).toBe(404);
		expect(await status('code=2&state=ours')).toBe(200);
		expect((await returned).searchParams.get('code')).toBe('2');
	} finally {
		listener.close();
	}
});
