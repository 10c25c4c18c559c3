/** Who signed an event, and when. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import {
	isGenuine,
	parseSignature,
	publicKey,
	timestampMs,
} from '../../../../../src/core/sources/reapit/webhooks/signature.ts';

test.each([
	['1777636800', 1_777_636_800_000],
	['1777636800123', 1_777_636_800_123],
	['2026-05-01T12:00:00.0000000Z', 1_777_636_800_000],
	['yesterday', undefined],
	['', undefined],
	['-1', undefined],
])('the timestamp %j is %s', (text, ms) => {
	expect(timestampMs(text)).toBe(ms);
});

test('a timestamp with colons of its own is taken whole', () => {
	const parsed = parseSignature('s:key-1:2026-05-01T12:00:00Z:AAEC');
	expect(parsed).toMatchObject({ keyId: 'key-1', timestamp: '2026-05-01T12:00:00Z' });
	expect([...(parsed?.signature ?? [])]).toEqual([0, 1, 2]);
});

test.each([undefined, '', 's', 's:key', 's:key:1', 'x:key:1:AAEC', 's:../keys:1:AAEC', 's:key:1:a+b/', 's::1:AAEC'])(
	'%j is no signature',
	(header) => {
		expect(parseSignature(header)).toBeUndefined();
	},
);

test('any changed byte of body, time or signature shows', () => {
	const { publicKey: key, privateKey } = generateKeyPairSync('ed25519');
	const body = Buffer.from('{"a":1}');
	const signature = sign(null, Buffer.concat([Buffer.from('1777636800'), body]), privateKey);
	const known = publicKey(key.export({ format: 'jwk' }).x ?? '');
	const signed = { keyId: 'k', timestamp: '1777636800', signature };
	expect(isGenuine(signed, body, known)).toBe(true);
	expect(isGenuine({ ...signed, timestamp: '1777636801' }, body, known)).toBe(false);
	expect(isGenuine(signed, Buffer.from('{"a":2}'), known)).toBe(false);
	expect(isGenuine({ ...signed, signature: signature.map((byte) => byte ^ 1) }, body, known)).toBe(false);
	expect(isGenuine({ ...signed, signature: Buffer.from('short') }, body, known)).toBe(false);
});
