/** The extension's entry: registers and returns. What it registers loads on first use. */
import * as vscode from 'vscode';
import { registerCommands } from './doors/commands.ts';
import { COMMANDS, FEATURES } from './features.ts';
import { Freehold } from './freehold.ts';

/** Set by `activate`, for `deactivate`, which VS Code calls without the context. */
let active: Freehold | undefined;

/** @returns what host tests look into; other extensions get nothing, because secrets are within reach from there */
export function activate(context: vscode.ExtensionContext): Freehold | undefined {
	const freehold = new Freehold(context);
	active = freehold;
	context.subscriptions.push(
		...registerCommands(freehold, COMMANDS),
		...FEATURES.flatMap((feature) => feature.register?.(freehold) ?? []),
	);
	// After VS Code has its answer: reading files is not a part of activation.
	setImmediate(() => void start(freehold));
	return context.extensionMode === vscode.ExtensionMode.Test ? freehold : undefined;
}

/** VS Code waits a few seconds for this: runs write down where they stand. */
export async function deactivate(): Promise<void> {
	await active?.[Symbol.asyncDispose]();
	active = undefined;
}

async function start(freehold: Freehold): Promise<void> {
	for (const feature of FEATURES) {
		try {
			await feature.start?.(freehold);
		} catch (error) {
			const log = await freehold.log();
			log.write('error', 'A part of Freehold could not start', { error });
		}
	}
}
