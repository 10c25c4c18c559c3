/** What a running sandbox says of itself: where it listens, its fake credentials, and a freehold.yaml for it. */
import { secretVariable } from '../core/missingSecret.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { CommandContext } from './context.ts';
import { commandName } from './places.ts';
import { projectText } from './projectText.ts';
import { SANDBOX_NAMES, sandboxConnections } from './sandboxConnections.ts';
import type { SandboxOrigins } from './sandboxConnections.ts';
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
	await output.data(projectText(sandboxConnections(sandboxOrigins(sandbox))));
	tellSecrets(output, sandbox);
}

export function sandboxOrigins({ spark, realpad, reapit }: Sandbox): SandboxOrigins {
	const { api, connect } = reapit.origins;
	return { ...spark.origins, realpad: realpad.origin, reapit: api, reapitConnect: connect };
}

async function tellLine(output: Output, sandbox: Sandbox): Promise<void> {
	const { spark, realpad, reapit, control } = sandbox;
	const users = realpad.users.map(({ login, password }) => ({ login, password }));
	const { url, realpadUrl, reapitUrl } = control ?? {};
	await output.line({
		type: 'sandbox',
		origins: { ...sandboxOrigins(sandbox), reapitFiles: reapit.origins.files },
		...{ tokens: spark.tokens, users },
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

function tellReapit(output: Output, { reapit: { origins }, control }: Sandbox): void {
	output.say(output.paint('bold', '\nReapit'));
	output.say(`  platform     ${origins.api}`);
	output.say(`  Connect      ${origins.connect}`);
	output.say(`  file store   ${origins.files}`);
	if (control !== undefined) output.say(`  control      ${control.reapitUrl}`);
}

function tellSecrets(output: Output, { spark, realpad }: Sandbox): void {
	const [first] = realpad.users;
	const secrets: readonly (readonly [string, string])[] = [
		[secretVariable(SANDBOX_NAMES.spark, 'token'), spark.tokens.private.replication],
		[secretVariable(SANDBOX_NAMES.realpad, 'login'), first?.login ?? ''],
		[secretVariable(SANDBOX_NAMES.realpad, 'password'), first?.password ?? ''],
	];
	output.say('\nThen:');
	for (const [name, value] of secrets) output.say(`  export ${name}=${value}`);
	output.say(`  ${commandName()} run --all`);
}
