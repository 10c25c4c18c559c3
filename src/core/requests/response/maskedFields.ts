/** Takes values out of a body whose fields call themselves secrets: a password that was written into it, a token that was just given. */
import { isSecretKey } from '../../project/secretsInFile.ts';

/** Names of users and applications are no secrets, and what a history is searched for. */
const SHOWN = /^(?:client[-_]?id|login)$/i;

/** What stands up to a value, with its name; the value. Each also of a text that the end of what is kept has cut. */
const FIELDS: readonly RegExp[] = [
	// JSON, and lines of it.
	/("([\w-]+)"\s*:\s*")((?:[^"\\]|\\.)*\\?)(?="|$)/g,
	// A form, and the query of an address anywhere.
	/((?:^|[?&])([\w-]+)=)([^&\s"'<>]+)/gm,
	/(<(?:[\w-]+:)?([\w-]+)(?:\s[^<>]*)?>)([^<]+)/g,
	// A part of a form: its own headers, a blank line, the value up to the next boundary.
	/(^content-disposition:\s*form-data;[^\r\n]*\bname="([\w-]+)"[^\r\n]*(?:\r?\n[^\r\n]{1,1000}){0,5}\r?\n\r?\n)([^]*?)(?=\r?\n--|$(?![^]))/gim,
];
const NUMBER = /("([\w-]+)"\s*:\s*)(-?\d[\d.eE+-]*)/g;
const PASSWORD_OF_ADDRESS = /(:\/\/[^\s/:@?#"'<>]*:)[^\s/?#"'<>]+(?=@)/g;

export function maskedFields(text: string): string {
	let masked = text.replaceAll(PASSWORD_OF_ADDRESS, '$1***');
	for (const field of FIELDS) masked = maskedBy(field, masked, '***');
	return maskedBy(NUMBER, masked, '"***"');
}

function maskedBy(field: RegExp, text: string, mask: string): string {
	return text.replaceAll(field, (whole, before: string, name: string, value: string) =>
		isSecretKey(name) && !SHOWN.test(name) && value.trim() !== '' ? `${before}${mask}` : whole,
	);
}
