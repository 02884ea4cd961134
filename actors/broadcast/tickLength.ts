/**
 * How long changes are gathered before they are sent, in milliseconds. What a broadcast costs grows with the
 * connections, hardly with its size, so many connections get fewer and larger ones.
 */
export function batchIntervalMs(connections: number): number {
	if (connections <= 20) return 16;
	if (connections <= 100) return 33;
	return 66;
}
