import { expect, test } from 'vitest';
import { maskedFields } from '../../../../src/core/requests/response/maskedFields.ts';

test.each([
	['{"password": "a\\"b", "login": "ann"}', '{"password": "***", "login": "ann"}'],
	['[{"token": "abc"}]\n{"token": "def"}', '[{"token": "***"}]\n{"token": "***"}'],
	['{"password": 1234, "size": 5}', '{"password": "***", "size": 5}'],
	['{"password": "cut off in the mid', '{"password": "***'],
	['login=ann&password=a%26b&x=1', 'login=ann&password=***&x=1'],
	['client_secret=abc', 'client_secret=***'],
	['{"next": "https://x.test/?access_token=abc&page=2"}', '{"next": "https://x.test/?access_token=***&page=2"}'],
	['{"next": "https://ann:hush@x.test/"}', '{"next": "https://ann:***@x.test/"}'],
	[
		'<a><password kind="x">hush</password><city>Brno</city></a>',
		'<a><password kind="x">***</password><city>Brno</city></a>',
	],
	['<s:token>hus', '<s:token>***'],
	[
		'--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nhu\r\nsh\r\n--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--',
		'--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n***\r\n--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--',
	],
])('of %j no secret is kept', (text, masked) => {
	expect(maskedFields(text)).toBe(masked);
});

test.each(['{"tokens": ["a"], "passwordless": "x"}', 'a=1&b=password', '<password/><password></password>', 'a: b = c'])(
	'%s is kept as it is',
	(text) => {
		expect(maskedFields(text)).toBe(text);
	},
);
