/** The output channel as core's log. What is written is redacted a second time: whoever logs has done so already. */
import * as vscode from 'vscode';
import { redactText } from '../../core/http/redact.ts';
import type { Log, LogLevel } from '../../core/outside.ts';

export class HostLog implements Log, Disposable {
	readonly #channel = vscode.window.createOutputChannel('Freehold', { log: true });
	readonly #secrets = new Set<string>();

	/** Makes sure that a value never stands in the log, whatever message quotes it. */
	hide(secret: string): void {
		// A very short one would blot out words; no vendor gives such.
		if (secret.length >= 4) this.#secrets.add(secret);
	}

	/** What is to be hidden elsewhere too. */
	get hidden(): Iterable<string> {
		return this.#secrets;
	}

	write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void {
		const text = fields === undefined ? message : `${message} ${fieldsText(fields)}`;
		this.#channel[level](this.redact(text));
	}

	redact(text: string): string {
		return redactText(text, [...this.#secrets]);
	}

	show(): void {
		this.#channel.show(true);
	}

	[Symbol.dispose](): void {
		this.#channel.dispose();
	}
}

function fieldsText(fields: Readonly<Record<string, unknown>>): string {
	return JSON.stringify(fields, (_, value: unknown) =>
		value instanceof Error
			? { message: value.message, stack: value.stack }
			: typeof value === 'bigint'
				? String(value)
				: value,
	);
}
