/** Where the browser comes back to, and who is told when it does. */
import { expect, test } from 'vitest';
import { redirectFor } from '../../../src/vscode/connections/redirect.ts';
import { SignInReturns, addressOf } from '../../../src/vscode/connections/signInReturns.ts';

const desktop = { uriScheme: 'vscode', extensionId: 'freehold.freehold', isLocalDesktop: true };

test.each([
	['on the desktop VS Code takes the address', undefined, desktop, 'vscode://freehold.freehold/signed-in', 'editor'],
	[
		'in a fork of it, under its own scheme',
		undefined,
		{ ...desktop, uriScheme: 'vscodium' },
		'vscodium://freehold.freehold/signed-in',
		'editor',
	],
	[
		'in a browser or remotely, a page on the machine',
		undefined,
		{ ...desktop, isLocalDesktop: false },
		'http://127.0.0.1:4380/callback',
		'listener',
	],
	[
		'one of freehold.yaml on this machine is listened to',
		'http://localhost:9000/x',
		desktop,
		'http://localhost:9000/x',
		'listener',
	],
	['one elsewhere is pasted', 'https://app.example/cb', desktop, 'https://app.example/cb', 'paste'],
])('%s', (_, declared, place, uri, how) => {
	expect(redirectFor(declared, place)).toEqual({ uri, how });
});

test('an address finds the sign-in whose state it carries, once; any other is nobody’s', async () => {
	const returns = new SignInReturns();
	const { signal } = new AbortController();
	const mine = returns.wait('mine', signal);
	const other = returns.wait('other', signal);
	expect(returns.arrive('vscode://freehold.freehold/signed-in?code=1&state=forged')).toBe(false);
	expect(returns.arrive('vscode://freehold.freehold/signed-in?code=1')).toBe(false);
	expect(returns.arrive('not an address')).toBe(false);
	expect(returns.arrive('vscode://freehold.freehold/signed-in?code=2&state=mine')).toBe(true);
	expect(await mine).toContain('code=2');
	expect(returns.arrive('vscode://freehold.freehold/signed-in?code=3&state=mine')).toBe(false);
	expect(returns.arrive('vscode://freehold.freehold/signed-in?error=denied&state=other')).toBe(true);
	expect(await other).toContain('error=denied');
});

test('who has left is not waited for', async () => {
	const returns = new SignInReturns();
	const abort = new AbortController();
	const waiting = returns.wait('mine', abort.signal);
	abort.abort(new Error('left'));
	await expect(waiting).rejects.toThrow('left');
	expect(returns.arrive('vscode://x/y?state=mine')).toBe(false);
	await expect(returns.wait('again', abort.signal)).rejects.toThrow('left');
});

test('what VS Code has decoded is put together again, to the letter', () => {
	const address = addressOf({
		...{ scheme: 'vscode', authority: 'freehold.freehold', path: '/signed-in' },
		query: 'code=a+b/c==&state=x-y_z',
	});
	const { searchParams } = new URL(address);
	expect(searchParams.get('code')).toBe('a+b/c==');
	expect(searchParams.get('state')).toBe('x-y_z');
});
