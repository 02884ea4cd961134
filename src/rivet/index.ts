export { type ConnectRivetOptions, connectRivet, type RivetClient } from "./connectRivet.ts";
