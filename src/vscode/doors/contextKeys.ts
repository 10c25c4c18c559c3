/** The only door to context keys. Setting one to what it already holds does nothing. */
import * as vscode from 'vscode';
import type { ContextKey, ContextValues } from '../ids.ts';

export class ContextKeys {
	readonly #values = new Map<ContextKey, ContextValues[ContextKey]>();

	set<Key extends ContextKey>(key: Key, value: ContextValues[Key]): void {
		if (this.#values.get(key) === value) return;
		this.#values.set(key, value);
		void vscode.commands.executeCommand('setContext', key, value);
	}

	get<Key extends ContextKey>(key: Key): ContextValues[Key] | undefined {
		return this.#values.get(key) as ContextValues[Key] | undefined;
	}
}
