/** `freehold sign-in`: OAuth 2 or OpenID Connect through the browser, of Spark and of Reapit; tokens go into the secrets file only. */
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import { isLoopbackOrigin } from '../../core/project/origins.ts';
import type { ReapitConnection, SparkConnection } from '../../core/project/project.ts';
import { findConnection } from '../../core/project/targets.ts';
import { openAsker } from '../ask.ts';
import { startBrowserSignIn } from '../../core/jobs/browserSignIn.ts';
import type { BrowserSignIn } from '../../core/jobs/browserSignIn.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { USUAL_REDIRECT, listenForSignIn } from '../../core/jobs/signInListener.ts';
import { withProgress } from '../withProgress.ts';

export function addSignIn(program: Command, run: (action: Action) => void): void {
	program
		.command('sign-in')
		.summary('OAuth 2 or OpenID Connect, in your browser')
		.description('Prints the address of the vendor’s sign-in page and keeps the tokens in the --secrets-file.')
		.argument('<connection>', 'connection with auth: oauth2 or openid (Spark), authorizationCode (Reapit)')
		.action((name: string) => run((context) => signIn(context, name)));
}

async function signIn(context: CommandContext, name: string): Promise<number> {
	const { output, globals, signal } = context;
	const found = findConnection(await openProject(context), name);
	if (found.source === 'realpad')
		throw noSignIn(name, 'Realpad takes a login and a password with each request', undefined);
	checkSignIn(found, globals.secretsFile);
	const connection = { ...found, redirectUri: found.redirectUri ?? USUAL_REDIRECT };
	await withProgress(context, { isSigningIn: true }, async (network) => {
		const outside = network.outsideOf(connection);
		const started = await startBrowserSignIn(connection, outside, signal);
		await started.finish(await browserReturn(context, started, connection.redirectUri));
	});
	output.say(`${output.paint('green', '✓')} '${name}' is signed in; its tokens are in ${globals.secretsFile ?? ''}.`);
	if (output.options.json) await output.line({ type: 'signIn', connection: name, file: globals.secretsFile });
	return EXIT_CODES.done;
}

function noSignIn(connection: string, why: string, next: string | undefined): FreeholdError {
	return new FreeholdError('usage', {
		what: `'${connection}' does not sign in through the browser`,
		why,
		next: next ?? 'Give both as secrets: docs/cli.md, "Secrets"',
	});
}

function checkSignIn(found: SparkConnection | ReapitConnection, secretsFile: string | undefined): void {
	const { connection, auth } = found;
	if (auth !== 'oauth2' && auth !== 'openid' && auth !== 'authorizationCode') {
		const next =
			found.source === 'spark'
				? 'Set auth to oauth2 or openid, or give the key as a secret'
				: 'Set auth to authorizationCode, or give clientId and clientSecret as secrets';
		throw noSignIn(connection, `freehold.yaml says auth: ${auth}`, next);
	}
	if (secretsFile === undefined) {
		throw new FreeholdError('usage', {
			what: 'There is no place to keep the tokens',
			why: 'They never go into the workspace or the environment',
			next: `Name a file: freehold sign-in ${connection} --secrets-file FILE`,
		});
	}
}

/** The whole address that the browser was sent back to: caught on this machine, or pasted where it leads elsewhere. */
async function browserReturn(
	context: CommandContext,
	{ url, state }: Pick<BrowserSignIn, 'url' | 'state'>,
	redirectUri: string,
): Promise<string> {
	const { output, signal } = context;
	const { origin, protocol } = new URL(redirectUri);
	const isCaught = protocol === 'http:' && isLoopbackOrigin(origin);
	const listener = isCaught ? await listenForSignIn(redirectUri, state, 'terminal') : undefined;
	try {
		output.complain(`Open this address in your browser and sign in:\n\n  ${url}\n`);
		if (listener !== undefined) {
			output.say(`Waiting for the browser to come back to ${redirectUri} …`);
			return (await listener.returned(signal)).href;
		}
		return await pastedAddress(context, redirectUri);
	} finally {
		listener?.close();
	}
}

async function pastedAddress(context: CommandContext, redirectUri: string): Promise<string> {
	const asker = openAsker(context);
	if (asker === undefined) {
		throw new FreeholdError('usage', {
			what: 'The sign-in cannot be finished here',
			why: `The browser comes back to ${redirectUri}, which is not this machine, and nobody can paste its address`,
			next: 'Run it on a terminal, or register a redirectUri on http://127.0.0.1 with the vendor',
		});
	}
	try {
		return await asker.ask('Paste the whole address that the browser ends on:', '', (answer) =>
			URL.canParse(answer) ? undefined : 'That is no address: it begins with https://',
		);
	} finally {
		asker.close();
	}
}
