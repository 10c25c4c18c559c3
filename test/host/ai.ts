/** Tools for language models and the MCP server, as VS Code has them. Runs after the sandbox has filled the workspace. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { JobOrder } from '../../src/core/tools/toolHost.ts';
import { McpServers } from '../../src/vscode/ai/mcpServers.ts';
import { prepareTool } from '../../src/vscode/ai/prepareTool.ts';
import { runInWindow } from '../../src/vscode/ai/runInWindow.ts';
import { HostTests, until } from './tiny.ts';
import { extension, freehold } from './workspace.ts';

export const aiTests = new HostTests();
const test = aiTests.test.bind(aiTests);

async function call(name: string, input: object): Promise<Record<string, unknown>> {
	const { content } = await vscode.lm.invokeTool(`freehold_${name}`, { input, toolInvocationToken: undefined });
	const [part] = content;
	assert.ok(part instanceof vscode.LanguageModelTextPart);
	return JSON.parse(part.value) as Record<string, unknown>;
}

test('the four tools are registered', () => {
	const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('freehold_'));
	assert.deepEqual(names.sort(), [
		'freehold_explain_filter',
		'freehold_list_datasets',
		'freehold_query_replica',
		'freehold_run_job',
	]);
});

test('they list and query what the sandbox has filled', async () => {
	const { connections } = await call('list_datasets', {});
	assert.deepEqual((connections as { readonly connection: string }[]).map(({ connection }) => connection).sort(), [
		'agency',
		'mls',
		'prague',
	]);
	const counted = await call('query_replica', { connection: 'mls', sql: 'SELECT count(*) AS n FROM "Property"' });
	assert.deepEqual(counted.rows, [[2000]]);
	const refused = await call('query_replica', { connection: 'mls', sql: 'DELETE FROM "Property"' });
	assert.equal((refused.error as { readonly reason: string }).reason, 'readOnly');
});

test('a job is only run when the user has said so', async () => {
	const prepared = await prepareTool(freehold(), 'run_job', { job: 'listings' });
	assert.match(prepared.confirmationMessages?.title ?? '', /listings/);
	const message = prepared.confirmationMessages?.message;
	assert.match(typeof message === 'string' ? message : '', /mls\/Property/);
	for (const name of ['list_datasets', 'query_replica', 'explain_filter'] as const) {
		assert.equal((await prepareTool(freehold(), name, {})).confirmationMessages, undefined);
	}
});

async function listings(signal: AbortSignal): Promise<JobOrder> {
	const [state] = (await freehold().projects()).all;
	assert.ok(state?.project);
	return { folder: state.name, project: state.project, job: 'listings', signal, onProgress: () => undefined };
}

test('it is then a run of the window, and ends when the model is stopped', async () => {
	const cancel = new AbortController();
	const { results } = await runInWindow(freehold(), await listings(cancel.signal));
	assert.deepEqual(
		results.map(({ dataset, error }) => [dataset, error]),
		[
			['Property', undefined],
			['Member', undefined],
			['Office', undefined],
		],
	);
	const jobs = await freehold().jobs();
	const running = runInWindow(freehold(), await listings(cancel.signal));
	await until('it runs', () => jobs.running.length > 0);
	const reason = new Error('stopped');
	cancel.abort(reason);
	await assert.rejects(running, reason);
	assert.deepEqual(jobs.running, []);
});

test('the MCP server is one program for all folders, run by the editor itself, and only reads', async () => {
	const programUrl = pathToFileURL(join(extension().extensionPath, 'dist/vscode/mcpProgram.js'));
	const servers = new McpServers(freehold(), programUrl);
	const [server] = await servers.provideMcpServerDefinitions();
	servers.dispose();
	assert.ok(server);
	const env = { ...process.env, ELECTRON_RUN_AS_NODE: String(server.env.ELECTRON_RUN_AS_NODE) };
	const child = spawn(server.command, server.args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
	const ended = once(child, 'exit');
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const clientInfo = { name: 'a test', version: '1' };
	const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
	child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`);
	child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/list' })}\n`);
	const sql = 'SELECT count(*) FROM "Property"';
	const asked = { name: 'query_replica', arguments: { connection: 'mls', sql } };
	child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: asked })}\n`);
	await until('it has answered', () => said.includes('"id":3'));
	child.stdin.end();
	assert.deepEqual(await ended, [0, null]);
	assert.match(said, /query_replica/);
	assert.doesNotMatch(said, /run_job/);
	assert.match(said, /\[\[2000\]\]/);
});
