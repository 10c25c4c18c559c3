/** What every feature is given: the doors, and the services that load on first use. Making it reads and asks nothing. */
import * as vscode from 'vscode';
import { ContextKeys } from './doors/contextKeys.ts';
import { Documents } from './doors/documents.ts';
import { Storage } from './doors/storage.ts';
import type { SeenChanges } from './changes/seenChanges.ts';
import type { Summaries } from './changes/summaries.ts';
import type { SignInReturns } from './connections/signInReturns.ts';
import type { Catalogues } from './projects/catalogues.ts';
import type { Projects } from './projects/projects.ts';
import type { Replicas } from './replicas/replicas.ts';
import type { JobRunner } from './jobs/jobRunner.ts';
import type { Messages } from './messages.ts';
import type { Grids } from './grid/grids.ts';
import type { Plots } from './plots/plots.ts';
import type { Profiles } from './profile/profiles.ts';
import type { HostLog } from './outside/hostLog.ts';
import type { HostNetwork } from './outside/hostNetwork.ts';
import type { SandboxHost } from './sandbox/sandboxHost.ts';
import type { FilterData } from './filter/filterData.ts';
import type { Refusals } from './filter/refusals.ts';
import type { FilesTree } from './filesView/filesTree.ts';
import type { JobsTree } from './jobsView/jobsTree.ts';
import type { RequestCounts } from './requests/run/requestCounts.ts';
import type { RequestRuns } from './requests/run/requestRuns.ts';
import type { ResponseDocuments } from './requests/run/responseDocuments.ts';
import type { ResourceFiles } from './resources/resources.ts';
import type { RunsTree } from './runsView/runsTree.ts';
import type { SqlData } from './sql/sqlData.ts';
import type { SourcesTree } from './sources/sourcesTree.ts';
import { UnseenFailures } from './status/unseenFailures.ts';

export class Freehold implements AsyncDisposable {
	readonly context: vscode.ExtensionContext;
	readonly contextKeys = new ContextKeys();
	readonly storage: Storage;
	readonly documents = new Documents(this);
	readonly failures = new UnseenFailures();
	/** What VS Code is told of files that are records. */
	readonly resourceChanges = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	readonly #opening = new Map<string, Promise<object>>();
	/** In the order in which they came up: what another one is made of comes before it. */
	readonly #opened: Partial<AsyncDisposable & Disposable>[] = [];

	constructor(context: vscode.ExtensionContext) {
		this.context = context;
		this.storage = new Storage(context);
	}

	/** The output channel. */
	log(): Promise<HostLog> {
		return this.#once('log', async () => new (await import('./outside/hostLog.ts')).HostLog());
	}

	/** What may be said to the user. */
	messages(): Promise<Messages> {
		return this.#once('messages', async () => new (await import('./messages.ts')).Messages(this, await this.log()));
	}

	/** Folders with a freehold.yaml. */
	projects(): Promise<Projects> {
		return this.#once('projects', async () => (await import('./projects/projects.ts')).Projects.open());
	}

	/** What vendors said to exist. */
	catalogues(): Promise<Catalogues> {
		return this.#once('catalogues', async () => new (await import('./projects/catalogues.ts')).Catalogues(this));
	}

	/** What the replicas hold. */
	replicas(): Promise<Replicas> {
		return this.#once('replicas', async () => new (await import('./replicas/replicas.ts')).Replicas());
	}

	/** What of the changes nobody has looked at yet. */
	seenChanges(): Promise<SeenChanges> {
		return this.#once(
			'seenChanges',
			async () => new (await import('./changes/seenChanges.ts')).SeenChanges(this.storage),
		);
	}

	/** What runs have changed, in sentences. */
	summaries(): Promise<Summaries> {
		return this.#once(
			'summaries',
			async () => new (await import('./changes/summaries.ts')).Summaries(await this.projects()),
		);
	}

	/** Fetch, budgets and secrets of connections. */
	network(): Promise<HostNetwork> {
		return this.#once('network', async () => {
			const { HostNetwork } = await import('./outside/hostNetwork.ts');
			return new HostNetwork(this, await this.log(), await this.sandbox());
		});
	}

	/** What the replicas know for filters. */
	filterData(): Promise<FilterData> {
		return this.#once('filterData', async () => new (await import('./filter/filterData.ts')).FilterData(this));
	}

	/** What the replicas know for SQL. */
	sqlData(): Promise<SqlData> {
		return this.#once('sqlData', async () => new (await import('./sql/sqlData.ts')).SqlData(this));
	}

	/** What the vendor said of filters that it refused. */
	refusals(): Promise<Refusals> {
		return this.#once('refusals', async () => new (await import('./filter/refusals.ts')).Refusals());
	}

	/** Sign-ins that wait for the browser. */
	signInReturns(): Promise<SignInReturns> {
		return this.#once(
			'signInReturns',
			async () => new (await import('./connections/signInReturns.ts')).SignInReturns(),
		);
	}

	/** Runs in progress. */
	jobs(): Promise<JobRunner> {
		return this.#once('jobs', async () => {
			const { JobRunner } = await import('./jobs/jobRunner.ts');
			const [network, projects, catalogues, log] = await Promise.all([
				this.network(),
				this.projects(),
				this.catalogues(),
				this.log(),
			]);
			return new JobRunner({ freehold: this, network, projects, catalogues, log });
		});
	}

	/** The rows of the Sources view. */
	sources(): Promise<SourcesTree> {
		return this.#once('sources', async () => (await import('./sources/sourcesTree.ts')).SourcesTree.open(this));
	}

	/** The rows of the Jobs view. */
	jobsView(): Promise<JobsTree> {
		return this.#once('jobsView', async () => (await import('./jobsView/jobsTree.ts')).JobsTree.open(this));
	}

	/** The rows of the Runs view. */
	runsView(): Promise<RunsTree> {
		return this.#once('runsView', async () => (await import('./runsView/runsTree.ts')).RunsTree.open(this));
	}

	/** The rows of the Requests & Filters view. */
	filesView(): Promise<FilesTree> {
		return this.#once('filesView', async () => (await import('./filesView/filesTree.ts')).FilesTree.open(this));
	}

	/** Open grids. */
	grids(): Promise<Grids> {
		return this.#once('grids', async () => new (await import('./grid/grids.ts')).Grids(this));
	}

	/** Open plots. */
	plots(): Promise<Plots> {
		return this.#once('plots', async () => new (await import('./plots/plots.ts')).Plots(this, await this.grids()));
	}

	/** Open profiles. */
	profiles(): Promise<Profiles> {
		return this.#once('profiles', async () => new (await import('./profile/profiles.ts')).Profiles(this));
	}

	/** Requests of files, and their answers. */
	requestRuns(): Promise<RequestRuns> {
		return this.#once('requestRuns', async () => new (await import('./requests/run/requestRuns.ts')).RequestRuns(this));
	}

	/** What was counted of requests. */
	requestCounts(): Promise<RequestCounts> {
		return this.#once(
			'requestCounts',
			async () => new (await import('./requests/run/requestCounts.ts')).RequestCounts(),
		);
	}

	/** Answers as documents. */
	responses(): Promise<ResponseDocuments> {
		return this.#once(
			'responses',
			async () => new (await import('./requests/run/responseDocuments.ts')).ResponseDocuments(this),
		);
	}

	/** Records as files. */
	resources(): Promise<ResourceFiles> {
		return this.#once('resources', async () =>
			(await import('./resources/resources.ts')).ResourceFiles.open(this, this.resourceChanges),
		);
	}

	/** The simulators of the vendors' APIs. */
	sandbox(): Promise<SandboxHost> {
		return this.#once('sandbox', async () => new (await import('./sandbox/sandboxHost.ts')).SandboxHost(this));
	}

	/** Ends what was begun, the last first. */
	async [Symbol.asyncDispose](): Promise<void> {
		// What never came up has told so where it was wanted, and has nothing to end.
		await Promise.allSettled(this.#opening.values());
		for (const service of this.#opened.splice(0).reverse()) {
			await service[Symbol.asyncDispose]?.();
			service[Symbol.dispose]?.();
		}
	}

	#once<T extends object>(name: string, open: () => Promise<T>): Promise<T> {
		const known = this.#opening.get(name) as Promise<T> | undefined;
		if (known !== undefined) return known;
		const opening = open().then((service) => {
			this.#opened.push(service);
			return service;
		});
		this.#opening.set(name, opening);
		// Who asked is told; who asks next tries again.
		opening.catch(() => this.#opening.delete(name));
		return opening;
	}
}
