/**
 * The number both sides name in `sync`. It grows when a change of the protocol would mislead the other side;
 * the side with the smaller number is the one to update.
 */
export const PROTOCOL_VERSION = 1;
