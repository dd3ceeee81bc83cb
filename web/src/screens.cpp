#include "web/src/screens.hpp"

#include <algorithm>
#include <string>

#include "markdown/rich_text.hpp"
#include "run/node.hpp"
#include "web/src/recipe_json.hpp"

namespace moa::web {
namespace {

/// Adds a member where there is something to tell.
void tell(Json& json, const char* name, std::string_view text) {
    if (!text.empty()) json[name] = text;
}

void tell(Json& json, const char* name, bool holds) {
    if (holds) json[name] = true;
}

Json button_json(const screen::Button& button) {
    Json json = {{"name", button.name}, {"label", button.label}, {"role", to_string(button.role)}};
    tell(json, "description", button.description);
    tell(json, "shortcut", button.shortcut);
    tell(json, "impossible", !button.possible);
    tell(json, "final", button.final);
    return json;
}

template <class List, class Make>
Json list_json(const List& list, Make&& make) {
    Json json = Json::array();
    for (const auto& each : list)
        json.push_back(make(each));
    return json;
}

Json note_json(const screen::Note& note) {
    Json json = {{"words", note.words}, {"tone", to_string(note.tone)}};
    tell(json, "aside", note.aside);
    return json;
}

Json passage_json(const screen::MarkedPassage& passage) {
    return {{"kind", to_string(passage.kind)},
            {"stretches", list_json(passage.stretches, [](const screen::Stretch& stretch) {
                 Json json = {{"words", stretch.words}};
                 tell(json, "marked", stretch.marked);
                 return json;
             })}};
}

}  // namespace

Json buttons_json(const std::vector<screen::Button>& buttons) {
    return list_json(buttons, button_json);
}

Json item_json(const screen::Item& item) {
    Json json = {{"kind", to_string(item.kind)}, {"name", item.name}, {"label", item.label}};
    if (item.kind == screen::Kind::secret) {
        tell(json, "filled", !item.value.empty());
    } else {
        tell(json, "value", item.value);
    }
    tell(json, "placeholder", item.placeholder);
    tell(json, "unit", item.unit);
    tell(json, "help", item.help);
    tell(json, "error", item.error);
    tell(json, "account", item.account);
    tell(json, "label_hidden", item.label_hidden);
    tell(json, "tall", item.tall);
    tell(json, "impossible", !item.possible);
    tell(json, "in_sight", item.in_sight);
    tell(json, "enter", item.enter);
    tell(json, "current", item.current);
    if (!item.notes.empty()) json["notes"] = list_json(item.notes, note_json);
    if (!item.buttons.empty()) json["buttons"] = buttons_json(item.buttons);
    if (!item.choices.empty()) {
        json["choices"] = list_json(item.choices, [](const screen::Choice& choice) {
            Json json = {choice.value, choice.words};
            if (!choice.group.empty()) json.push_back(choice.group);
            return json;
        });
    }
    if (!item.passages.empty()) json["passages"] = list_json(item.passages, passage_json);
    if (item.kind == screen::Kind::amount)
        json["range"] = {item.range.least, item.range.most, item.range.step};
    if (item.remove) json["remove"] = button_json(*item.remove);
    if (item.link) json["link"] = {{"words", item.link->words}, {"url", item.link->url}};
    return json;
}

namespace {

Json section_json(const screen::Section& section) {
    Json json = {{"title", section.title}, {"items", list_json(section.items, item_json)}};
    tell(json, "help", section.help);
    tell(json, "faulty", section.faulty);
    tell(json, "columns", section.columns);
    if (section.summary) json["summary"] = *section.summary;
    return json;
}

}  // namespace

Json screen_json(const screen::Screen& screen) {
    Json json = {{"name", screen.name},
                 {"title", screen.title},
                 {"width", to_string(screen.width)},
                 {"sections", list_json(screen.sections, section_json)},
                 {"buttons", buttons_json(screen.buttons)},
                 {"focus_turn", screen.focus_turn}};
    tell(json, "intro", screen.intro);
    tell(json, "error", screen.error);
    tell(json, "focus", screen.focus);
    if (screen.recipe) json["recipe"] = recipe_json(*screen.recipe);
    return json;
}

Json search_json(const screen::ModelSearch& search) {
    return {{"choices", list_json(search.choices,
                                  [](const session::ModelChoice& choice) {
                                      return Json{{"id", choice.id},
                                                  {"facts", screen::choice_facts(choice)},
                                                  {"usable", choice.usable}};
                                  })},
            {"note", search.note}};
}

Json take_screen_act(screen::Screens& screens, const Json& argument) {
    const std::string_view what = find_string(argument, "do");
    const std::string_view name = find_string(argument, "name");
    const std::string_view value = find_string(argument, "value");
    if (what == "open") screens.open(name);
    if (what == "act") screens.act(name, value);
    if (what == "commit") screens.commit(name);
    if (what == "unfold") screens.begin_search(name);
    if (what == "close") screens.close();
    if (what == "back") screens.back();
    if (what == "link" && markdown::is_web_link(value)) screens.ask_link(std::string(value));
    if (what == "file") screens.take_file(std::string(name), value);
    if (what == "search") return search_json(screens.search(name, value));
    if (what == "ask") {
        if (const auto node = run::parse_node_id(find_string(argument, "node"))) screens.ask(*node, name);
    }
    return Json::object();
}

Json look_json(const screen::Look& look) {
    return {{"theme", to_string(look.theme)},
            {"motion", to_string(look.motion)},
            {"text", look.text_percent},
            {"enter_runs", look.enter_runs}};
}

screen::Look look_from_json(const Json& json) {
    screen::Look look;
    if (!json.is_object()) return look;
    look.theme = screen::parse_theme(find_string(json, "theme")).value_or(look.theme);
    look.motion = screen::parse_motion(find_string(json, "motion")).value_or(look.motion);
    const Json* enter = find(json, "enter_runs");
    look.enter_runs = enter != nullptr && enter->is_boolean() && enter->get<bool>();
    const auto text = json.find("text");
    if (text != json.end() && text->is_number_integer())
        look.text_percent = static_cast<int>(std::clamp<std::int64_t>(
            text->get<std::int64_t>(), screen::Look::least_text, screen::Look::most_text));
    return look;
}

}  // namespace moa::web
