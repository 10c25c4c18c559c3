/**
 * Runs behind a proxy, which alone knows the vendor's name, with a certificate that this machine trusts, and with one that
 * it does not: VS Code puts `http.proxy` and the system's certificates into the host's `fetch`. Localhost would be asked
 * directly. One proxy for all: 1.105 keeps to the first that it has met until the window is loaded again.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import * as vscode from 'vscode';
import type { NewConnection } from '../../src/core/project/newConnection.ts';
import { SandboxClock } from '../../src/sandbox/clock.ts';
import { openServer } from '../../src/sandbox/server.ts';
import { SparkSandbox } from '../../src/sandbox/spark/sparkSandbox.ts';
import { chosenConnection } from '../../src/vscode/connections/chosenConnection.ts';
import { carryOutRemoval } from '../../src/vscode/connections/removeConnection.ts';
import { saveNewConnection } from '../../src/vscode/connections/saveConnection.ts';
import { certificate } from './certificates.ts';
import type { Certificate } from './certificates.ts';
import { HostTests } from './tiny.ts';
import { folder, freehold, storedRows } from './workspace.ts';

export const proxyTests = new HostTests();
const test = proxyTests.test.bind(proxyTests);

/** `.test` never resolves (RFC 6761). */
const trusted = 'listings.freehold.test';
const stranger = 'stranger.freehold.test';

interface Vendor {
	readonly sandbox: SparkSandbox;
	readonly certificate: Certificate;
	/** Listens nowhere: it is handed its connections. */
	readonly server: Server;
}

/** A sandbox that lives under `https://<host>`, for those who can get there. */
function vendorAt(host: string, itsCertificate: Certificate): Vendor {
	const origin = `https://${host}`;
	const clock = new SandboxClock();
	const origins = { api: origin, replication: origin, identity: origin };
	const sandbox = new SparkSandbox({ clock, origins, seed: 1, scale: 0.01, options: {} });
	const handle = sandbox.handle.bind(sandbox);
	const server = openServer(() => ({ host: 'replication', clock, compression: 'auto', handle }));
	return { sandbox, certificate: itsCertificate, server };
}

/** Its tunnels end in itself: behind a name that it knows, the vendor speaks TLS. */
function openProxy(vendors: ReadonlyMap<string, Vendor>, asked: string[]): Server {
	const proxy = createServer((_, response) => response.writeHead(501).end());
	proxy.on('connect', ({ url = '' }: { readonly url?: string }, socket: Socket) => {
		asked.push(url);
		const vendor = vendors.get(url.replace(/:443$/, ''));
		if (vendor === undefined) {
			socket.end('HTTP/1.1 502 No such host\r\n\r\n');
			return;
		}
		socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
		const tunnel = new TLSSocket(socket, { isServer: true, ...vendor.certificate });
		// Whoever does not trust the certificate hangs up.
		tunnel.on('error', () => tunnel.destroy());
		vendor.server.emit('connection', tunnel);
	});
	return proxy;
}

async function setHttp(name: 'proxy' | 'proxyStrictSSL', value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration('http').update(name, value, vscode.ConfigurationTarget.Global);
}

interface End {
	readonly rows: number;
	readonly errors: readonly unknown[];
}

/** Replicates offices by a connection that is there for that alone. */
async function replicateOnce(name: string, { sandbox }: Vendor): Promise<End> {
	const connection: NewConnection = {
		...{ source: 'spark', name, keyType: 'private', replication: true, auth: 'token' },
		...{ baseUrl: sandbox.origins.replication, identityUrl: sandbox.origins.identity },
	};
	const secrets = { token: sandbox.tokens.private.replication };
	const ref = await saveNewConnection(freehold(), vscode.Uri.file(folder()), connection, { secrets });
	const { error, results } = await vscode.commands.executeCommand<{
		readonly error: unknown;
		readonly results: readonly { readonly error: unknown }[];
	}>('freehold.replicate', { ...ref, dataset: 'Office' });
	const rows = storedRows(name, 'Office');
	const chosen = await chosenConnection(freehold(), ref, '');
	assert.ok(chosen);
	await carryOutRemoval(freehold(), chosen, 'withData');
	return { rows, errors: [error, ...results.map((result) => result.error)].filter((one) => one !== undefined) };
}

test("a run reaches its vendor through VS Code's proxy, unless the machine does not trust the certificate", async () => {
	const vendors = new Map([
		[trusted, vendorAt(trusted, certificate('test'))],
		[stranger, vendorAt(stranger, certificate('stranger'))],
	]);
	const asked: string[] = [];
	const proxy = openProxy(vendors, asked);
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', () => resolve()));
	await setHttp('proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
	// It is about VS Code's own requests: no version lets it weaken `fetch`.
	await setHttp('proxyStrictSSL', false);
	try {
		const vendor = vendors.get(trusted)!;
		const rows = [...vendor.sandbox.records('Office')].length;
		assert.ok(rows > 0);
		assert.deepEqual(await replicateOnce('behind', vendor), { rows, errors: [] });
		assert.deepEqual([...new Set(asked)], [`${trusted}:443`]);

		const refused = await replicateOnce('stranger', vendors.get(stranger)!);
		assert.equal(refused.rows, 0);
		assert.match(JSON.stringify(refused.errors), /certificate of stranger\.freehold\.test is not trusted/);
		assert.ok(asked.includes(`${stranger}:443`));
	} finally {
		await setHttp('proxy', undefined);
		await setHttp('proxyStrictSSL', undefined);
		proxy.close();
	}
});
