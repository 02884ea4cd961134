/** A new id for an item or a turn. */
export function createItemId(): string {
	return crypto.randomUUID();
}
