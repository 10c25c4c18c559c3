/** Single records, metadata, files and webhooks of Reapit: what `freehold reapit` does, in the editor. */
import type { Feature, SomeCommands } from '../feature.ts';

export const recordCommands = {
	'freehold.reapit.get': async (freehold, ref) => (await import('./getRecord.ts')).getRecord(freehold, ref),
	'freehold.reapit.create': async (freehold, ref) =>
		(await import('./writeRecord.ts')).writeRecord(freehold, 'POST', ref),
	'freehold.reapit.patch': async (freehold, ref) =>
		(await import('./writeRecord.ts')).writeRecord(freehold, 'PATCH', ref),
	'freehold.reapit.put': async (freehold, ref) => (await import('./writeRecord.ts')).writeRecord(freehold, 'PUT', ref),
	'freehold.reapit.delete': async (freehold, ref) =>
		(await import('./writeRecord.ts')).writeRecord(freehold, 'DELETE', ref),
	'freehold.reapit.upload': async (freehold, ref) => (await import('./uploadRecords.ts')).uploadRecords(freehold, ref),
	'freehold.reapit.metadata': async (freehold, ref) => (await import('./metadata.ts')).manageMetadata(freehold, ref),
	'freehold.reapit.schema': async (freehold, ref) => (await import('./schemas.ts')).manageSchemas(freehold, ref),
	'freehold.reapit.estimate': async (freehold, ref) => (await import('./estimate.ts')).estimateDataset(freehold, ref),
	'freehold.reapit.webhooks': async (freehold, ref) => (await import('./webhooks.ts')).manageWebhooks(freehold, ref),
	'freehold.reapit.listen': async (freehold, ref) => (await import('./listen.ts')).copyListenCommand(freehold, ref),
} satisfies SomeCommands;

/** They are offered only where freehold.yaml has a connection to Reapit. */
export const recordsFeature: Feature = {
	start: async (freehold) => {
		const projects = await freehold.projects();
		const tell = (): void => {
			const hasReapit = projects.all.some(({ project }) =>
				[...(project?.connections.values() ?? [])].some(({ source }) => source === 'reapit'),
			);
			freehold.contextKeys.set('freehold.hasReapit', hasReapit);
		};
		freehold.context.subscriptions.push(projects.onDidChange(tell));
		tell();
	},
};
