/** Whether a text may use a link definition that stands elsewhere, so that what it means depends on more than itself. */
export function mayUseReferences(source: string): boolean {
	return /\](?!\()/.test(source);
}
