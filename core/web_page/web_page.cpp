#include "web_page/web_page.hpp"

#include <string_view>

#include "web_page/markdown_html.hpp"

namespace moa::web_page {
namespace {

// The colours are those of the program (web/page/style.css).
constexpr std::string_view style =
    R"(:root{color-scheme:light dark;--bg:#f5f6f8;--surface:#fff;--line:#dde2e9;--text:#16202c;--muted:#5d6a7a;--accent:#2f62d9}
@media(prefers-color-scheme:dark){:root{--bg:#0d1015;--surface:#141920;--line:#252d39;--text:#e8ecf2;--muted:#8a95a5;--accent:#7aa8ff}}
body{margin:0 auto;max-width:46rem;padding:2rem 1rem 4rem;background:var(--bg);color:var(--text);font:1rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.3}h2{font-size:1rem;margin:2.5rem 0 .5rem;color:var(--muted)}h3{font-size:1.15rem}h4,h5,h6{font-size:1rem}
a{color:var(--accent)}.facts,summary span{color:var(--muted);font-size:.875rem}
.question{white-space:pre-wrap;border-left:3px solid var(--accent);padding-left:1rem}
article,details{background:var(--surface);border:1px solid var(--line);border-radius:.75rem;padding:.25rem 1.25rem;margin:.75rem 0}
summary{cursor:pointer;padding:.5rem 0;font-weight:600}summary span{font-weight:400;margin-left:.5rem}
pre{overflow:auto;background:var(--bg);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;white-space:pre-wrap;tab-size:4}
code{font:.9em ui-monospace,monospace}table{border-collapse:collapse;display:block;overflow:auto}th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:start}
blockquote{margin:0;border-left:3px solid var(--line);padding-left:1rem;color:var(--muted)}footer{margin-top:3rem}
@media print{body{max-width:none}details::details-content{content-visibility:visible}})";

std::string facts_html(std::string_view facts) {
    return facts.empty() ? std::string() : "<p class=\"facts\">" + escape_html(facts) + "</p>\n";
}

/// Of texts in any direction.
std::string text_html(const exports::Answer& answer, int level) {
    std::string made;
    if (!answer.note.empty()) made += "<p class=\"facts\">" + escape_html(answer.note) + "</p>\n";
    return made + "<div dir=\"auto\">\n" + markdown_to_html(answer.text, level) + "</div>\n";
}

std::string layer_html(const exports::Layer& layer) {
    std::string made = "<h2>" + escape_html(layer.title) + "</h2>\n";
    for (const exports::Answer& answer : layer.answers) {
        made += "<details><summary>" + escape_html(answer.name);
        if (!answer.facts.empty()) made += " <span>" + escape_html(answer.facts) + "</span>";
        made += "</summary>\n" + text_html(answer, 3) + "</details>\n";
    }
    return made;
}

std::string turn_html(const exports::Turn& turn) {
    std::string made = "<h2>Question</h2>\n<p class=\"question\" dir=\"auto\">" + escape_html(turn.question) +
                       "</p>\n" + facts_html(turn.facts) + facts_html(turn.note);
    made += "<h2>Answer by " + escape_html(turn.answer.name) + "</h2>\n<article>\n" +
            facts_html(turn.answer.facts) + text_html(turn.answer, 3) + "</article>\n";
    for (const exports::Layer& layer : turn.layers)
        made += layer_html(layer);
    return made;
}

}  // namespace

std::string to_web_page(const exports::Document& document) {
    const std::string title = escape_html(document.title);
    std::string made =
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
        title + "</title>\n<style>\n";
    made += style;
    made += "\n</style>\n</head>\n<body>\n<h1 dir=\"auto\">" + title + "</h1>\n" + facts_html(document.facts);
    for (const exports::Turn& turn : document.turns)
        made += turn_html(turn);
    return made + "</body>\n</html>\n";
}

}  // namespace moa::web_page
