/** The search for secrets finds them in whatever form a program has written them. */
import { expect, test } from 'vitest';
import { secretsInText } from './e2e/secretsOnDisk.ts';

const secret = 'canary/one+4b1d "ž"';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each([
	['text', `password ${secret}.`],
	['JSON', JSON.stringify({ password: secret })],
	['an address', `http://vendor.example/?password=${encodeURIComponent(secret)}`],
	['a form', new URLSearchParams({ password: secret }).toString()],
	['hexadecimal', Buffer.from(secret).toString('hex')],
	['base64', base64(secret)],
	['base64 after one byte', base64(`:${secret}:x`)],
	['base64 after two bytes', base64(`a:${secret}`)],
	['base64 after a name', base64(`takeout:${secret}`)],
	['base64url', Buffer.from(`ab:${secret}`).toString('base64url')],
])('in %s', (_, text) => {
	expect(secretsInText(text, [secret])).not.toEqual([]);
	expect(secretsInText(text, ['another canary'])).toEqual([]);
});
