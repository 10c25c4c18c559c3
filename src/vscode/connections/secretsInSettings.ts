/** Finds secrets that were written into settings, where they are synchronised, shown and committed. */
import { isSecretKey, looksLikeSecret } from '../../core/project/secretsInFile.ts';
import { secretFieldOf } from '../../core/project/secretNames.ts';

export interface SecretInSettings {
	/** Of the setting that holds it: `freehold.connections`. It goes as a whole. */
	readonly setting: string;
	/** Where in it: never the value. */
	readonly place: string;
	/** As its source asks for it. */
	readonly field: string;
	readonly value: string;
	/** Names before it, the nearest first: one of them may be a connection's. */
	readonly names: readonly string[];
}

/** @param values  what is set below `freehold`, by setting */
export function secretsInSettings(values: Readonly<Record<string, unknown>>): readonly SecretInSettings[] {
	return Object.entries(values).flatMap(([setting, value]) => secretsIn(setting, setting.split('.'), value));
}

function secretsIn(setting: string, path: readonly string[], value: unknown): readonly SecretInSettings[] {
	if (typeof value === 'object' && value !== null) {
		return Object.entries(value).flatMap(([key, one]) => secretsIn(setting, [...path, ...key.split('.')], one));
	}
	if (typeof value !== 'string' && typeof value !== 'number') return [];
	const key = path.at(-1) ?? '';
	const text = String(value).trim();
	if (text === '' || !(isSecretKey(key) || looksLikeSecret(text))) return [];
	const names = path.slice(0, -1).reverse();
	return [{ setting, place: path.join('.'), field: secretFieldOf(key), value: text, names }];
}
