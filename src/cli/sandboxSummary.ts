/** What a running sandbox says of itself: where it listens, its fake credentials, and a freehold.yaml for it. */
import { secretVariable } from '../core/missingSecret.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { CommandContext } from './context.ts';
import { commandName } from './places.ts';
import { newProjectText } from '../core/project/newProject.ts';
import { SANDBOX_NAMES, sandboxConnections, sandboxOrigins } from './sandboxConnections.ts';
import type { Output } from './terminal.ts';

export async function tellSandbox({ output }: CommandContext, sandbox: Sandbox): Promise<void> {
	if (output.options.json) {
		await tellLine(output, sandbox);
		return;
	}
	output.say(output.paint('bold', 'The sandbox runs. Ctrl-C ends it.'));
	tellSpark(output, sandbox);
	tellRealpad(output, sandbox);
	tellReapit(output, sandbox);
	output.say("\nA freehold.yaml for all three ('freehold init --sandbox' writes it for the default port):\n");
	await output.data(newProjectText(sandboxConnections(sandboxOrigins(sandbox))));
	tellSecrets(output, sandbox);
}

async function tellLine(output: Output, sandbox: Sandbox): Promise<void> {
	const { spark, realpad, reapit, control } = sandbox;
	const users = realpad.users.map(({ login, password }) => ({ login, password }));
	const { url, realpadUrl, reapitUrl } = control ?? {};
	await output.line({
		type: 'sandbox',
		origins: { ...sandboxOrigins(sandbox), reapitFiles: reapit.origins.files },
		...{ tokens: spark.tokens, users, clients: clientsOf(reapit.handlers) },
		reapitUsers: reapit.handlers.clients.users.map(({ name, password, customer }) => ({ name, password, customer })),
		...{ control: url, realpadControl: realpadUrl, reapitControl: reapitUrl },
	});
}

function tellSpark(output: Output, { spark: { origins, tokens }, control }: Sandbox): void {
	output.say(output.paint('bold', '\nSpark'));
	output.say(`  API          ${origins.api}`);
	output.say(`  replication  ${origins.replication}`);
	output.say(`  identity     ${origins.identity}`);
	if (control !== undefined) output.say(`  control      ${control.url}`);
	output.say('  Tokens (fake):');
	for (const [role, { normal, replication }] of Object.entries(tokens)) {
		output.say(`    ${role.padEnd(8)} ${normal.padEnd(18)} with replication access: ${replication}`);
	}
}

function tellRealpad(output: Output, { realpad, control }: Sandbox): void {
	output.say(output.paint('bold', '\nRealpad'));
	output.say(`  Takeout      ${realpad.origin}/ws/v10`);
	if (control !== undefined) output.say(`  control      ${control.realpadUrl}`);
	output.say('  Logins and passwords (fake; docs/sandbox.md says what each of them sees):');
	const width = Math.max(...realpad.users.map(({ login }) => login.length));
	for (const { login, password } of realpad.users) output.say(`    ${login.padEnd(width)} ${password}`);
}

function tellReapit(output: Output, { reapit: { origins, handlers }, control }: Sandbox): void {
	output.say(output.paint('bold', '\nReapit'));
	output.say(`  platform     ${origins.api}`);
	output.say(`  Connect      ${origins.connect}`);
	output.say(`  file store   ${origins.files}`);
	if (control !== undefined) output.say(`  control      ${control.reapitUrl}`);
	output.say('  Client ids and secrets (fake; docs/sandbox.md says what each of them may do):');
	const clients = clientsOf(handlers);
	const width = Math.max(...clients.map(({ id }) => id.length));
	for (const { id, secret } of clients) output.say(`    ${id.padEnd(width)} ${secret ?? '(none: it signs users in)'}`);
	output.say('  Users who can sign in (fake):');
	for (const { name, password, customer } of handlers.clients.users)
		output.say(`    ${name.padEnd(width)} ${password}, of ${customer}`);
}

function clientsOf({
	clients,
}: Sandbox['reapit']['handlers']): readonly { readonly id: string; readonly secret?: string | undefined }[] {
	const { server, reader, publicClient, notInstalled } = clients;
	return [server, reader, publicClient, notInstalled].map(({ id, secret }) => ({ id, secret }));
}

function tellSecrets(output: Output, { spark, realpad, reapit }: Sandbox): void {
	const [first] = realpad.users;
	const { server } = reapit.handlers.clients;
	const secrets: readonly (readonly [string, string])[] = [
		[secretVariable(SANDBOX_NAMES.spark, 'token'), spark.tokens.private.replication],
		[secretVariable(SANDBOX_NAMES.realpad, 'login'), first?.login ?? ''],
		[secretVariable(SANDBOX_NAMES.realpad, 'password'), first?.password ?? ''],
		[secretVariable(SANDBOX_NAMES.reapit, 'clientId'), server.id],
		[secretVariable(SANDBOX_NAMES.reapit, 'clientSecret'), server.secret ?? ''],
	];
	output.say('\nThen:');
	for (const [name, value] of secrets) output.say(`  export ${name}=${value}`);
	output.say(`  ${commandName()} run --all`);
}
