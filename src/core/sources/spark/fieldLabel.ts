/** Readable names for Spark's encoded field names (domain/spark.md §5.3). */

/**
 * Decodes a local field's name: `Location_sp_and_sp_Legal_co_Flood_sp_Zone2` is "Location and Legal: Flood Zone2"
 * (`_sp_` a space, `_co_` between a field's group and its name).
 *
 * @returns undefined where the name is not encoded, or in a way that only `$metadata` can tell (`b__…`)
 */
export function decodedLabel(name: string): string | undefined {
	if (!/_(?:sp|co)_/.test(name)) return undefined;
	// Runs share their underscores where two encoded characters meet (`_sp__co_`); blanks beside a colon go.
	return name
		.replaceAll('_co_', ': ')
		.replaceAll('_sp_', ' ')
		.replace(/\s*:\s*/g, ': ')
		.replace(/\s+/g, ' ')
		.trim();
}
