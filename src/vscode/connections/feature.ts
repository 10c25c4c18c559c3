/** Connections: adding, editing and removing them, and giving them their secrets. */
import * as vscode from 'vscode';
import type { Feature, SomeCommands } from '../feature.ts';

export const connectionCommands = {
	'freehold.init': async (freehold) => (await import('./addConnection.ts')).createProject(freehold),
	'freehold.connection.add': async (freehold) => (await import('./addConnection.ts')).addConnection(freehold),
	'freehold.connection.setCredentials': async (freehold, ref) =>
		(await import('./setCredentials.ts')).setCredentials(freehold, ref),
	'freehold.connection.signIn': async (freehold, ref) => (await import('./signIn.ts')).signIn(freehold, ref),
	'freehold.connection.test': async (freehold, ref) =>
		(await import('./testConnection.ts')).testConnection(freehold, ref),
	'freehold.connection.edit': async (freehold, ref) =>
		(await import('./editConnection.ts')).editConnection(freehold, ref),
	'freehold.connection.rename': async (freehold, ref) =>
		(await import('./renameConnection.ts')).renameConnection(freehold, ref),
	'freehold.connection.duplicate': async (freehold, ref) =>
		(await import('./duplicateConnection.ts')).duplicateConnection(freehold, ref),
	'freehold.connection.remove': async (freehold, ref) =>
		(await import('./removeConnection.ts')).removeConnection(freehold, ref),
	'freehold.connection.import': async (freehold) =>
		(await import('./importConnections.ts')).importConnections(freehold),
	'freehold.connection.allowServer': async (freehold, ref) =>
		(await import('./allowServer.ts')).allowServer(freehold, ref),
} satisfies SomeCommands;

export const connectionsFeature: Feature = {
	register: (freehold) => [
		vscode.window.registerUriHandler({
			handleUri: async (uri) => {
				const { addressOf } = await import('./signInReturns.ts');
				const isOurs = (await freehold.signInReturns()).arrive(addressOf(uri));
				if (!isOurs) (await freehold.log()).write('warn', 'The browser brought an answer that nobody waits for');
			},
		}),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (!event.affectsConfiguration('freehold')) return;
			void import('./settingsWatch.ts').then(({ tellSecretsInSettings }) => tellSecretsInSettings(freehold));
		}),
	],
};
