/** Reapit Connect's sign-in page: asks for user and password and sends the browser back with a code. */
import { textAnswer } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { ReapitUser } from './clients.ts';

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param carried  the query that opened the page; the form takes it along */
export function signInPage(
	users: readonly ReapitUser[],
	carried: Iterable<readonly [string, string]>,
	problem?: string,
): Answer {
	const inputs = [...carried].map(
		([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
	);
	const known = users.map(
		({ name, password, customer }) =>
			`<li><code>${name}</code>, password <code>${password}</code>: customer ${customer}</li>`,
	);
	const html = [
		'<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in to the Reapit sandbox</title>',
		'<h1>Reapit Connect sandbox</h1><p>This is a simulator on your own machine. Its users:</p>',
		`<ul>${known.join('')}</ul>`,
		problem === undefined ? '' : `<p role="alert">${escaped(problem)}</p>`,
		'<form method="post" action="/authorize">',
		...inputs,
		'<p><label>User <input name="username" autocomplete="username" autofocus></label></p>',
		'<p><label>Password <input name="password" type="password" autocomplete="current-password"></label></p>',
		'<p><button>Sign in</button></p></form></html>',
	].join('\n');
	return textAnswer(html, 'text/html; charset=utf-8', problem === undefined ? 200 : 401);
}
