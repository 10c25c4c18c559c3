/** Asks for the parameters of a statement; what was given last for the file stands in the box. */
import * as vscode from 'vscode';
import { parameterNames, parameterValue } from '../../core/sqlText/parameters.ts';
import type { ParameterValues } from '../../core/sqlText/parameters.ts';
import type { SqlStatement } from '../../core/sqlText/statements.ts';
import type { Freehold } from '../freehold.ts';

/** Files whose values are remembered. */
const MOST_REMEMBERED = 50;

/** @returns `undefined`: the user left */
export async function askParameters(
	freehold: Freehold,
	uri: vscode.Uri,
	{ tokens }: SqlStatement,
): Promise<ParameterValues | undefined> {
	const names = parameterNames(tokens);
	if (names.length === 0) return {};
	const given: Record<string, string> = { ...freehold.storage.ofWorkspace('sqlParameters')?.[uri.toString()] };
	for (const [nth, name] of names.entries()) {
		const value = await askValue(name, given[name], names.length === 1 ? '' : ` (${nth + 1}/${names.length})`);
		if (value === undefined) return undefined;
		given[name] = value;
	}
	await remember(freehold, uri, given);
	return Object.fromEntries(names.map((name) => [name, parameterValue(given[name] ?? '')]));
}

function askValue(name: string, value: string | undefined, step: string): Thenable<string | undefined> {
	return vscode.window.showInputBox({
		title: `${vscode.l10n.t('Value of {0}', name)}${step}`,
		prompt: vscode.l10n.t("A number, null, or text; text that looks like a number in single quotes: '007'"),
		ignoreFocusOut: true,
		...(value === undefined ? {} : { value }),
	});
}

async function remember(freehold: Freehold, uri: vscode.Uri, given: Readonly<Record<string, string>>): Promise<void> {
	const { [uri.toString()]: _, ...others } = freehold.storage.ofWorkspace('sqlParameters') ?? {};
	const kept = Object.fromEntries(Object.entries(others).slice(-(MOST_REMEMBERED - 1)));
	await freehold.storage.rememberInWorkspace('sqlParameters', { ...kept, [uri.toString()]: given });
}
