/** The only door through which commands are registered and called: typed, guarded, failures told. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import { NETWORK_COMMANDS } from '../ids.ts';
import type { CommandId, CommandInputs } from '../ids.ts';
import { refOf } from '../refs.ts';

/** A command's work; loads what it needs by `import()`. */
export type CommandHandler<Id extends CommandId> = (
	freehold: Freehold,
	input: CommandInputs[Id] | undefined,
) => Promise<unknown>;

export type CommandTable = { readonly [Id in CommandId]: CommandHandler<Id> };

export function registerCommands(freehold: Freehold, table: CommandTable): readonly vscode.Disposable[] {
	return (Object.keys(table) as CommandId[]).map((id) => registerCommand(freehold, id, table));
}

function registerCommand<Id extends CommandId>(
	freehold: Freehold,
	id: Id,
	{ [id]: handler }: { readonly [One in Id]: CommandHandler<One> },
): vscode.Disposable {
	return vscode.commands.registerCommand(id, async (input: unknown) => {
		const messages = await freehold.messages();
		// Whoever runs a command waits for its work, not until its message is dismissed.
		if (NETWORK_COMMANDS.has(id) && !vscode.workspace.isTrusted) {
			void messages.untrusted();
			return undefined;
		}
		try {
			// A row of another kind is no input: then the command asks, as it does in the palette.
			return await handler(freehold, refOf(input) as CommandInputs[Id] | undefined);
		} catch (error) {
			if (!(error instanceof vscode.CancellationError)) void messages.failed(error);
			return undefined;
		}
	});
}

export function runCommand<Id extends CommandId>(id: Id, input?: CommandInputs[Id]): Thenable<unknown> {
	return vscode.commands.executeCommand(id, input);
}

/** For tree items, code lenses and links. */
export function asCommand<Id extends CommandId>(id: Id, title: string, input?: CommandInputs[Id]): vscode.Command {
	return { command: id, title, arguments: input === undefined ? [] : [input] };
}
