// What screen readers are told of by themselves: news in the open conversation. Everything else is theirs to find.

import { visible } from "./dom.js";
import { spoken } from "./messages.js";

/** Say the newest of `messages` that somebody else wrote, into the page's live region. */
export function speakNews(region, messages, directory) {
  const news = messages.filter((message) => message.user !== directory.me);
  const newest = news.at(-1);
  if (!newest) return;
  const name = directory.people.get(newest.user)?.name ?? newest.user;
  const more = news.length > 1 ? `${news.length} new messages. ` : "";
  const whom = newest.ephemeral ? ", only visible to you" : "";
  region.textContent = `${more}${visible(name)}${whom}: ${spoken(newest.text, directory)}`;
}
