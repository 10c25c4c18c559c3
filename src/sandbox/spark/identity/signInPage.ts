/** The sign-in page: asks for name and password and sends the browser back with a code. */
import { textAnswer } from '../../answer.ts';
import type { Answer } from '../../answer.ts';

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param hidden  what the form carries along: the query that opened the page */
export function signInPage(action: string, hidden: Iterable<readonly [string, string]>, problem?: string): Answer {
	const inputs = [...hidden].map(
		([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
	);
	const html = [
		'<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in to the Spark sandbox</title>',
		'<h1>Spark sandbox</h1><p>This is a simulator on your own machine. The user is <code>agent</code>, the password <code>sandbox</code>.</p>',
		problem === undefined ? '' : `<p role="alert">${escaped(problem)}</p>`,
		`<form method="post" action="${escaped(action)}">`,
		...inputs,
		'<p><label>User <input name="username" autocomplete="username" autofocus></label></p>',
		'<p><label>Password <input name="password" type="password" autocomplete="current-password"></label></p>',
		'<p><button>Sign in</button></p></form></html>',
	].join('\n');
	return textAnswer(html, 'text/html; charset=utf-8', problem === undefined ? 200 : 401);
}
