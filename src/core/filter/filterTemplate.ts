/** The text of a new .rfilter file: two sets that can be tried at once, and how such a file is read. */

/** @param connection  of Reapit, where the project has one */
export function filterTemplate(connection = 'agency'): string {
	return `# Filters on Reapit's metadata. The lines of a block must all hold; a blank line ends it.
# Check it with: freehold filter check, count its matches here with: freehold filter eval

# @name london
# @dataset ${connection}/properties
metadata.city $eq 'London'

# @name chase
# @dataset ${connection}/contacts
metadata.score $gte 50
metadata.tags $con 'VIP','INVESTOR'
`;
}
