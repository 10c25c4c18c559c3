/** `freehold init`: makes a folder a Freehold project. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { relative } from 'node:path';
import { alternatives } from '../../core/project/problems.ts';
import { NAME_PATTERN } from '../../core/project/projectShape.ts';
import { secretVariable } from '../../core/project/secretNames.ts';
import { openAsker } from '../ask.ts';
import type { Asker } from '../ask.ts';
import { workspaceFolder } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { commandName } from '../places.ts';
import {
	DATA_FOLDER,
	EDITOR_EXCLUDES,
	excludeInEditor,
	ignoreInGit,
	projectText,
	writeProject,
} from '../projectFiles.ts';
import type { NewConnection } from '../projectFiles.ts';
import { SANDBOX_PORT, sandboxConnection } from '../sandboxConnection.ts';

const KEY_TYPES = ['idx', 'vow', 'bbo', 'private'] as const;
const AUTHS = ['token', 'oauth2', 'openid', 'apiSig'] as const;

interface Given {
	readonly sandbox?: boolean;
	readonly name?: string;
	readonly keyType?: (typeof KEY_TYPES)[number];
	readonly replication?: boolean;
	readonly auth?: (typeof AUTHS)[number];
}

export function addInit(program: Command, run: (action: Action) => void): void {
	program
		.command('init')
		.summary('write freehold.yaml and .gitignore lines')
		.description(
			'Writes freehold.yaml, .gitignore lines and VS Code excludes. Asks what it is not told, on a terminal.',
		)
		.option('--sandbox', `a connection to the local sandbox ('freehold sandbox', port ${SANDBOX_PORT})`)
		.option('--name <name>', 'name of the connection (default: mls)')
		.addOption(new Option('--key-type <type>', 'data role of the API key (default: idx)').choices(KEY_TYPES))
		.option('--replication', 'the key has replication access')
		.addOption(new Option('--auth <how>', 'how to sign in (default: token)').choices(AUTHS))
		.action((given: Given) => run((context) => init(context, given)));
}

async function init(context: CommandContext, given: Given): Promise<number> {
	const { output, terminal } = context;
	const folder = workspaceFolder(context);
	const connection = given.sandbox === true ? sandboxConnection(given.name ?? 'mls') : await describe(context, given);
	const file = await writeProject(folder, projectText(connection));
	await ignoreInGit(folder, [`${DATA_FOLDER}/`, '*.secrets.yaml', '*.har']);
	const isExcluded = await excludeInEditor(folder);
	const shown = relative(terminal.cwd, file);
	const freehold = commandName();
	output.say(`Wrote ${shown} and .gitignore.`);
	if (!isExcluded) {
		output.say(
			'.vscode/settings.json is already there and was left alone. These lines keep the replica out of search:',
		);
		output.say(JSON.stringify(EDITOR_EXCLUDES, null, '\t'));
	}
	output.say('');
	if (given.sandbox === true) {
		output.say(`Next, in another terminal:  ${freehold} sandbox`);
		output.say(`Then, with the token that it prints:  ${freehold} replicate ${connection.name}`);
	} else if (connection.auth === 'token') {
		output.say(`Next: put the access token into the environment as ${secretVariable(connection.name, 'token')},`);
		output.say(`then:  ${freehold} sources   and   ${freehold} replicate ${connection.name}`);
	} else {
		output.say(`Next:  ${freehold} sign-in ${connection.name} --secrets-file ${connection.name}.secrets.yaml`);
	}
	if (output.options.json) await output.line({ type: 'init', file, connection: connection.name });
	return EXIT_CODES.done;
}

async function describe(context: CommandContext, given: Given): Promise<NewConnection> {
	const isTold = given.name !== undefined || given.keyType !== undefined || given.auth !== undefined;
	const asker = isTold || context.output.options.json ? undefined : openAsker(context);
	const name = given.name ?? 'mls';
	if (asker === undefined) {
		return {
			name,
			keyType: given.keyType ?? 'idx',
			replication: given.replication === true,
			auth: given.auth ?? 'token',
		};
	}
	try {
		return await askConnection(asker, name);
	} finally {
		asker.close();
	}
}

async function askConnection(asker: Asker, fallbackName: string): Promise<NewConnection> {
	const name = await asker.ask('Name of the connection', fallbackName, (answer) =>
		new RegExp(NAME_PATTERN).test(answer) ? undefined : 'Use a letter followed by letters, digits, - or _.',
	);
	const keyType = await askChoice(asker, 'Data role of the Spark API key', KEY_TYPES);
	const replication = await asker.ask('Does the key have replication access? (y/n)', 'n', (answer) =>
		/^(y|yes|n|no)$/i.test(answer) ? undefined : 'Answer y or n.',
	);
	const auth = await askChoice(asker, 'How does it sign in?', AUTHS);
	return { name, keyType, replication: /^y/i.test(replication), auth };
}

async function askChoice<T extends string>(asker: Asker, question: string, values: readonly [T, ...T[]]): Promise<T> {
	const [first] = values;
	const problem = `Answer ${alternatives(values)}.`;
	const answer = await asker.ask(`${question} (${values.join(', ')})`, first, (text) =>
		values.some((value) => value === text) ? undefined : problem,
	);
	return values.find((value) => value === answer) ?? first;
}
