/** Sends requests of files in the editor; their answers are shown beside and kept. */
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { FreeholdError } from '../../../core/errors.ts';
import type { Connection } from '../../../core/project/project.ts';
import type { RequestBlock, RequestDocument } from '../../../core/requests/document/requestDocument.ts';
import { environmentNamed, loadEnvironments } from '../../../core/requests/resolve/environments.ts';
import { diskFiles } from '../../../core/requests/resolve/requestFiles.ts';
import { resolveRequest } from '../../../core/requests/resolve/resolveRequest.ts';
import type { ResolveOptions, ResolvedRequest } from '../../../core/requests/resolve/resolveRequest.ts';
import { keptBlockText } from '../../../core/requests/response/keptBlock.ts';
import { keptExchange } from '../../../core/requests/response/keptExchange.ts';
import type { KeptExchange } from '../../../core/requests/response/keptExchange.ts';
import { runBlock } from '../../../core/requests/run/runBlock.ts';
import type { BlockOutcome } from '../../../core/requests/run/runBlock.ts';
import { RequestSender } from '../../../core/requests/send/requestSender.ts';
import type { SendOptions } from '../../../core/requests/send/requestSender.ts';
import { VersionedSender } from '../../../core/requests/write/versionedSender.ts';
import { checkText, notesOf } from '../../../core/wording/exchangeText.ts';
import type { Freehold } from '../../freehold.ts';
import { RequestRefusals } from '../write/refusals.ts';
import { ShownConflicts } from '../write/shownConflicts.ts';
import { askedConsent } from './askConsent.ts';
import { ExchangeHistory } from './exchangeHistory.ts';

export interface RunWish {
	/** The request file. */
	readonly uri: vscode.Uri;
	readonly document: RequestDocument;
	readonly block: RequestBlock;
}

interface Senders {
	readonly sender: RequestSender;
	readonly versions: VersionedSender;
}

export class RequestRuns implements Disposable {
	readonly #freehold: Freehold;
	readonly #sent = new vscode.EventEmitter<KeptExchange>();
	readonly #senders = new Map<string, Senders>();
	readonly #refusals = new RequestRefusals();
	/** Those that stand in the files. */
	readonly conflicts = new ShownConflicts((conflict, isShown) => {
		for (const { versions } of this.#senders.values()) versions.tellShown(conflict, isShown);
	});
	readonly #consent: ReturnType<typeof askedConsent>;
	readonly history: ExchangeHistory;

	/** An answer has come. */
	readonly onDidSend = this.#sent.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		this.#consent = askedConsent();
		this.history = new ExchangeHistory(freehold.context.storageUri, freehold.context.globalStorageUri);
	}

	/**
	 * @param allPages  file that the rows of all pages go to
	 * @throws FreeholdError `unsafe` in a workspace that nobody trusts; the signal's reason when cancelled
	 */
	async run(
		{ uri, document, block }: RunWish,
		signal: AbortSignal,
		more: { readonly allPages?: Parameters<typeof runBlock>[2]['allPages']; readonly send?: SendOptions } = {},
	): Promise<{ readonly outcome: BlockOutcome; readonly kept: KeptExchange | undefined }> {
		const network = await this.#freehold.network();
		const resolve = await this.resolving(uri);
		const send: SendOptions = { consent: (write) => this.#consent(uri, write), ...more.send };
		const senders = await this.#senderOf(uri);
		const options = { resolve, ...senders, clock: network.clock, send, allPages: more.allPages };
		const outcome = await runBlock(document, block, options, signal);
		const { result } = outcome;
		if (result.kind === 'answered') this.#refusals.tell(uri, document.text, block, result.exchange);
		return { outcome, kept: await this.#keep(uri, outcome) };
	}

	/** A request with everything filled in, and nothing sent. @throws RequestProblem with its place */
	async resolve({ uri, document, block }: RunWish, processVariables: 'filled' | 'kept'): Promise<ResolvedRequest> {
		return resolveRequest(document, block, { ...(await this.resolving(uri)), processVariables });
	}

	/** Where the values of a file come from. */
	async resolving(uri: vscode.Uri): Promise<ResolveOptions> {
		const [projects, network] = await Promise.all([this.#freehold.projects(), this.#freehold.network()]);
		const state = this.#stateOf(projects, uri);
		const folder = uri.scheme === 'file' ? dirname(uri.fsPath) : (state?.project?.root ?? process.cwd());
		const environments = await loadEnvironments(folder, state?.project?.root, diskFiles);
		const chosen = this.#freehold.storage.ofWorkspace('requestEnvironment');
		return {
			folder,
			files: diskFiles,
			environment: environmentNamed(
				environments,
				chosen !== undefined && environments.has(chosen) ? chosen : undefined,
			),
			connectionNamed: (name) => state?.project?.connections.get(name),
			env: process.env,
			secretsOf: (connection) =>
				network.secretsOf({ folder: state?.folder ?? '', connection: connection.connection }, connection),
		};
	}

	/** Names of the environments that a file may be sent with. */
	async environments(uri: vscode.Uri): Promise<readonly string[]> {
		const state = this.#stateOf(await this.#freehold.projects(), uri);
		const folder = uri.scheme === 'file' ? dirname(uri.fsPath) : (state?.project?.root ?? process.cwd());
		return [...(await loadEnvironments(folder, state?.project?.root, diskFiles)).keys()];
	}

	async connectionOf(uri: vscode.Uri, name: string | undefined): Promise<Connection | undefined> {
		const state = this.#stateOf(await this.#freehold.projects(), uri);
		return name === undefined ? undefined : state?.project?.connections.get(name);
	}

	[Symbol.dispose](): void {
		this.#sent.dispose();
		this.#refusals.dispose();
		this.conflicts.dispose();
	}

	#stateOf(projects: Awaited<ReturnType<Freehold['projects']>>, uri: vscode.Uri): ReturnType<typeof projects.of> {
		const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
		// What is not saved yet lies in no folder.
		return folder === undefined ? projects.all[0] : projects.of(folder);
	}

	/** Of each folder: tokens, the place among the limits and versions that were read are kept from one request to the next. */
	async #senderOf(uri: vscode.Uri): Promise<Senders> {
		if (!vscode.workspace.isTrusted) throw untrusted();
		const [projects, network] = await Promise.all([this.#freehold.projects(), this.#freehold.network()]);
		const folder = this.#stateOf(projects, uri)?.folder ?? '';
		const known = this.#senders.get(folder);
		if (known !== undefined) return known;
		const outsideOf = (connection: Connection): ReturnType<typeof network.outsideOf> =>
			network.outsideOf({ folder, connection: connection.connection }, connection);
		const sender = new RequestSender({ outsideOf, plain: network.plain() });
		const senders = { sender, versions: new VersionedSender(sender) };
		this.#senders.set(folder, senders);
		return senders;
	}

	async #keep(uri: vscode.Uri, { result, block, document }: BlockOutcome): Promise<KeptExchange | undefined> {
		if (result.kind === 'failed') return undefined;
		const exchange = result.kind === 'answered' ? result.exchange : result.run.exchange;
		const notes = [
			...notesOf(result),
			...result.checks.map((check) => `${check.isMet ? '✓' : '✗'} ${checkText(check)}`),
		];
		const place = { file: uri.toString(), notes, source: result.resolved.connection?.source };
		const kept = keptExchange(exchange, { id: `${exchange.startedAt}-${randomUUID().slice(0, 8)}`, ...place });
		const origin = { title: exchange.name, offset: block.start, text: keptBlockText(document, block) };
		try {
			await this.history.add(kept, origin);
		} catch (error) {
			// It was sent and answered, and the window has the answer: a disk that is full takes neither back.
			(await this.#freehold.log()).write('warn', 'An answer could not be kept for later windows', { error });
		}
		this.#sent.fire(kept);
		return kept;
	}
}

function untrusted(): FreeholdError {
	return new FreeholdError('unsafe', {
		what: vscode.l10n.t('Nothing was sent'),
		why: vscode.l10n.t('this workspace is not trusted, and its files could name any server'),
		next: vscode.l10n.t('Trust the workspace if you know where it comes from'),
	});
}
