/**
 * Whether an uncaught error is Rivet's client telling that a connection was lost, which it throws where nobody can
 * catch it. The connection comes back by itself; ending the program for it would be wrong.
 */
export function isRivetLoss(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const { group, code } = { group: undefined, code: undefined, ...error };
	return group === "guard" || code === "websocket_tunnel_subscription_closed";
}
