// Shows the sessions of real clients as they happen: a list, and the session that is chosen in the playground itself.
const WORDS = {
  en: {},
  zh: {
    title: "客户端会话",
    waiting: "正在等待客户端。请让您的程序连接到 serve 的某个端口。",
    connected: "已连接，新的会话会显示在这里。",
    lost: "与 serve 的连接已断开，正在重试。",
    follow: "自动显示最新的会话",
    list: "会话",
    open: "在模拟环境中打开此会话",
    session: "会话",
    ongoing: "进行中",
    delivered: "已投递",
    refused: "被拒绝",
    left: "已离开",
    "no-link": "此会话太大，无法在此显示。",
  },
};
const ENGLISH = {
  connected: "Connected. New sessions appear here.",
  lost: "serve cannot be reached; trying again.",
  session: "Session",
  ongoing: "going on",
  delivered: "delivered",
  refused: "refused",
  left: "left",
  "no-link": "This session is too large to be shown here.",
};
/** So many sessions stay in the list. */
const MOST = 200;

const chinese = navigator.language.toLowerCase().startsWith("zh");
const word = (/** @type {string} */ key) => (chinese ? WORDS.zh[key] : undefined) ?? ENGLISH[key] ?? key;
const element = (/** @type {string} */ id) => document.getElementById(id);

if (chinese) {
  document.documentElement.lang = "zh-CN";
  document.title = WORDS.zh.title;
  for (const marked of document.querySelectorAll("[data-word]")) {
    marked.textContent = word(marked.getAttribute("data-word"));
  }
}

/** The sessions by their numbers: what is known, and the button in the list. */
const sessions = new Map();
let chosen;

function note(number, known) {
  let session = sessions.get(number);
  if (!session) {
    const item = document.createElement("li");
    item.value = number;
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => {
      element("follow").checked = false;
      choose(number);
    });
    item.append(button);
    // The latest stand first, in whatever order they become known.
    const earlier = [...element("list").children].find((other) => other.value < number);
    element("list").insertBefore(item, earlier ?? null);
    session = { item, button };
    sessions.set(number, session);
    if (sessions.size > MOST) {
      const oldest = Math.min(...sessions.keys());
      sessions.get(oldest).item.remove();
      sessions.delete(oldest);
    }
  }
  Object.assign(session, known);
  const small = document.createElement("small");
  small.textContent = [session.server, session.role, session.what].filter(Boolean).join(" · ");
  session.button.replaceChildren(session.who ?? "", small);
  if (chosen === number || (element("follow").checked && number > (chosen ?? 0))) {
    choose(number);
  }
}

function choose(number) {
  const session = sessions.get(number);
  sessions.get(chosen)?.button.removeAttribute("aria-current");
  session.button.setAttribute("aria-current", "true");
  chosen = number;
  document.querySelector("section").hidden = false;
  const title = `${word("session")} ${number}`;
  element("frame-title").textContent = session.fragment ? title : `${title}: ${word("no-link")}`;
  element("frame").hidden = element("open").hidden = !session.fragment;
  if (session.fragment) {
    element("open").href = `../#${session.fragment}`;
    // Where only the fragment differs, the playground in the frame goes on and opens it.
    const address = `../?embed=1#${session.fragment}`;
    if (element("frame").getAttribute("src") !== address) {
      element("frame").src = address;
    }
  }
}

/** A session that is over, as /api/sessions tells it. */
function over(report) {
  const [, fragment] = report.link?.split("#") ?? [];
  const refusal = report.refusal ? `: ${report.refusal.reply}` : "";
  const who = [report.hello ?? report.client, report.login].filter(Boolean).join(" · ");
  note(report.session, { who, server: report.server, role: report.role, what: word(report.outcome) + refusal, fragment });
}

const events = new EventSource("../api/events");
events.addEventListener("open", () => (element("state").textContent = word("connected")));
events.addEventListener("ongoing", (event) => {
  const { session, hello, client, server, role, fragment } = JSON.parse(event.data);
  note(session, { who: hello ?? client, server, role, what: word("ongoing"), fragment });
});
events.addEventListener("session", (event) => over(JSON.parse(event.data)));
events.addEventListener("error", () => (element("state").textContent = word("lost")));

// Those that were there before.
const before = await fetch("../api/sessions");
if (before.ok) {
  (await before.json()).slice(-MOST).forEach(over);
}
