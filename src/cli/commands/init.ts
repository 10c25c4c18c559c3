/** `freehold init`: makes a folder a Freehold project. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { relative } from 'node:path';
import { secretVariable } from '../../core/missingSecret.ts';
import { sandboxCustomer } from '../../core/sources/reapit/reapitSettings.ts';
import { workspaceFolder } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { AUTHS, KEY_TYPES, SOURCES, customersArgument, describeConnection } from '../describeConnection.ts';
import type { Described } from '../describeConnection.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { commandName } from '../places.ts';
import { EDITOR_EXCLUDES, excludeInEditor, ignoreInGit, writeProject } from '../projectFiles.ts';
import { IGNORED_BY_GIT, newProjectText } from '../../core/project/newProject.ts';
import type { NewConnection, NewReapitConnection } from '../../core/project/newConnection.ts';
import { SANDBOX_NAMES, SANDBOX_PORT, sandboxConnections } from '../sandboxConnections.ts';

interface Given extends Described {
	readonly sandbox?: boolean;
}

/** What describes a connection of one's own, and says nothing about those to the sandbox. */
const OWN_OPTIONS = ['source', 'name', 'keyType', 'replication', 'auth', 'multipleInquiries', 'customer'];

export function addInit(program: Command, run: (action: Action) => void): void {
	const { spark, realpad, reapit } = SANDBOX_NAMES;
	const toSandbox = `connections to the local sandbox ('freehold sandbox', port ${SANDBOX_PORT}): ${spark}, ${realpad} and ${reapit}`;
	program
		.command('init')
		.summary('write freehold.yaml and .gitignore lines')
		.description(
			'Writes freehold.yaml, .gitignore lines and VS Code excludes. Asks what it is not told, on a terminal.',
		)
		.addOption(new Option('--sandbox', toSandbox).conflicts(OWN_OPTIONS))
		.addOption(new Option('--source <source>', 'where the data comes from (default: spark)').choices(SOURCES))
		.option('--name <name>', `name of the connection (default: ${spark}, of Realpad ${realpad}, of Reapit ${reapit})`)
		.addOption(new Option('--key-type <type>', 'Spark: data role of the API key (default: idx)').choices(KEY_TYPES))
		.option('--replication', 'Spark: the key has replication access')
		.addOption(
			new Option('--auth <how>', 'how to sign in (default: token, of Reapit clientCredentials)').choices(AUTHS),
		)
		.option('--multiple-inquiries', 'Realpad: the developer was moved to Multiple Inquiries')
		.option(
			'--customer <ids>',
			`Reapit: agencies, with commas between (default: ${sandboxCustomer})`,
			customersArgument,
		)
		.action((given: Given) => run((context) => init(context, given)));
}

async function init(context: CommandContext, given: Given): Promise<number> {
	const { output, terminal } = context;
	const folder = workspaceFolder(context);
	const { sandbox, ...own } = given;
	const connections = sandbox === true ? sandboxConnections() : [await describeConnection(context, own)];
	const file = await writeProject(folder, newProjectText(connections));
	await ignoreInGit(folder, IGNORED_BY_GIT);
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
	if (sandbox === true) {
		output.say(`Next, in another terminal:  ${freehold} sandbox`);
		output.say('It prints the (fake) secrets and what to run with them.');
	} else for (const line of connections.flatMap((one) => nextSteps(one, freehold))) output.say(line);
	if (output.options.json) {
		const names = connections.map(({ name }) => name);
		await output.line({ type: 'init', file, connection: names[0], connections: names });
	}
	return EXIT_CODES.done;
}

function nextSteps(connection: NewConnection, freehold: string): readonly string[] {
	const { name } = connection;
	if (connection.source === 'reapit') return reapitSteps(connection, freehold);
	if (connection.source === 'realpad') {
		return [
			'Next: put login and password of the API user into the environment as',
			`${secretVariable(name, 'login')} and ${secretVariable(name, 'password')},`,
			`then:  ${freehold} sources ${name}   and   ${freehold} run sales   and   ${freehold} backup ${name}`,
		];
	}
	if (connection.auth !== 'token') return [`Next:  ${freehold} sign-in ${name} --secrets-file ${name}.secrets.yaml`];
	return [
		`Next: put the access token into the environment as ${secretVariable(name, 'token')},`,
		`then:  ${freehold} sources   and   ${freehold} replicate ${name}`,
	];
}

function reapitSteps({ name, auth }: NewReapitConnection, freehold: string): readonly string[] {
	const [clientId, clientSecret] = [secretVariable(name, 'clientId'), secretVariable(name, 'clientSecret')];
	if (auth === 'authorizationCode') {
		const file = `${name}.secrets.yaml`;
		return [
			`Next: put the client id of your app into the environment as ${clientId},`,
			`then:  ${freehold} sign-in ${name} --secrets-file ${file}   and   ${freehold} run agency --secrets-file ${file}`,
		];
	}
	return [
		'Next: put client id and secret of your app (developer portal, My Apps) into the environment as',
		`${clientId} and ${clientSecret},`,
		`then:  ${freehold} sources ${name}   and   ${freehold} run agency`,
	];
}
