/** Looks for secrets in files, however a program may have written them: as text, UTF-16, base64, in an address, in JSON. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Form {
	readonly name: string;
	readonly bytes: Buffer;
}

/** @param places  files, and folders with all that is below @returns `file: form of secret`, for each that was found */
export function secretsIn(places: readonly string[], secrets: readonly string[]): readonly string[] {
	const forms = secrets.flatMap(formsOf);
	return places.flatMap(filesBelow).flatMap((file) => {
		const content = readFileSync(file);
		return forms.filter(({ bytes }) => content.includes(bytes)).map(({ name }) => `${file}: ${name}`);
	});
}

export function secretsInText(text: string, secrets: readonly string[]): readonly string[] {
	const content = Buffer.from(text);
	return secrets.flatMap(formsOf).flatMap(({ name, bytes }) => (content.includes(bytes) ? [name] : []));
}

export function formsOf(secret: string): readonly Form[] {
	const texts: readonly (readonly [string, string])[] = [
		['text', secret],
		['JSON', JSON.stringify(secret).slice(1, -1)],
		['address', encodeURIComponent(secret)],
		['form', new URLSearchParams([['', secret]]).toString().slice(1)],
		['hexadecimal', Buffer.from(secret).toString('hex')],
		...[0, 1, 2].flatMap((shift) => [
			[`base64, shifted by ${shift}`, base64Within(secret, shift)] as const,
			[
				`base64url, shifted by ${shift}`,
				base64Within(secret, shift).replaceAll('+', '-').replaceAll('/', '_'),
			] as const,
		]),
	];
	return [
		...texts.map(([form, text]) => ({ name: `${secret} as ${form}`, bytes: Buffer.from(text) })),
		{ name: `${secret} as UTF-16`, bytes: Buffer.from(secret, 'utf16le') },
	];
}

/** The digits that a secret has wherever it stands in a longer text: those that it shares with its neighbours left out. */
function base64Within(secret: string, shift: number): string {
	const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
	const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
	return whole.slice(shift === 0 ? 0 : 4);
}

/** Files alone: sockets and links lead elsewhere. */
function filesBelow(place: string): readonly string[] {
	if (!statSync(place).isDirectory()) return [place];
	return readdirSync(place, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}
