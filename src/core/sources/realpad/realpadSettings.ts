/** The plain (secret-free) part of a Realpad connection, as `freehold.yaml` declares it. */
import type { HeaderMode } from '../../formats/excel/headers.ts';

export type { HeaderMode };

export const headerModes: readonly HeaderMode[] = ['ids_labels', 'labels_ids', 'ids', 'labels'];

export interface RealpadSettings {
	/** The connection's name in freehold.yaml: `prague`. */
	readonly connection: string;
	/** Whether the developer was migrated to Multiple Inquiries: decides which exports may be used (seed 000). */
	readonly multipleInquiries: boolean;
	/** Overrides the vendor's origin (`https://cms.realpad.eu`): the sandbox's, a test host's. */
	readonly baseUrl: string | undefined;
	/** Header rows asked for. Only with `ids_labels` and `labels_ids` both the stable id and the readable label are known. */
	readonly headers: HeaderMode;
	/** Key columns by dataset, where the one that is found by itself is not wanted: `{ products: [unitId] }`. */
	readonly keys: Readonly<Record<string, readonly string[]>>;
	/** Parameters that narrow one export (`projectids`, `mode`, …); never for a replica, which would lose the rest. */
	readonly parameters?: Readonly<Record<string, string>> | undefined;
}

export const realpadOrigin = 'https://cms.realpad.eu';
