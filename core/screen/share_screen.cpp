#include "screen/share_screen.hpp"

#include <algorithm>
#include <utility>

#include "exports/markdown.hpp"
#include "exports/run_file.hpp"
#include "figures.hpp"
#include "screen/marked_passages.hpp"
#include "screen/words.hpp"

namespace moa::screen {
namespace {

constexpr std::string_view run_facts =
    "Everything that happened, with its timing: the question, all answers, and the recipe with its prompts.";

std::string size_words(std::size_t bytes) {
    return figure::count(static_cast<std::int64_t>((bytes + 1023) / 1024)) + " KB";
}

}  // namespace

bool can_share(const session::Workspace& workspace) {
    return !workspace.on_screen().idle() && !workspace.running() &&
           workspace.conversation().shown_turn() != 0;
}

ShareScreen::ShareScreen(session::Workspace& workspace, const ShellActs& shell)
    : workspace_(workspace), shell_(shell) {
    session::Conversation& conversation = workspace_.conversation();
    conversation.read_log(conversation.shown_turn(), [log = log_](const Result<std::string>& text) {
        ++log->revision;
        if (text) {
            log->text = text.value();
        } else {
            log->problem = text.error().message;
        }
    });
}

std::string ShareScreen::text() const {
    std::string made;
    if (form_ == Form::run_file) {
        made = log_->text;
    } else if (form_ == Form::link) {
        const Result<std::string> joined = exports::joined_log(log_->text, exports::link_step_ms);
        if (joined) made = joined.value();
    } else {
        const exports::Document document = exports::document_of(workspace_.conversation(), scope_);
        made = form_ == Form::markdown ? exports::to_markdown(document) : shell_.web_page(document);
    }
    return workspace_.access().keys().masked(std::move(made));
}

std::string ShareScreen::file_name() const {
    exports::Document document = exports::document_of(workspace_.conversation(), scope_);
    document.title = workspace_.access().keys().masked(std::move(document.title));
    const std::string stem = exports::file_stem(document);
    if (form_ == Form::markdown) return stem + ".md";
    return stem + (form_ == Form::web_page ? ".html" : ".jsonl");
}

Section ShareScreen::form_section() const {
    Section section;
    Item form{Kind::options, "form", "As", std::string("markdown")};
    if (form_ == Form::web_page) form.value = "page";
    if (form_ == Form::run_file) form.value = "run";
    if (form_ == Form::link) form.value = "link";
    form.choices = {{"markdown", "Markdown"}};
    if (shell_.web_page) form.choices.push_back({"page", "Web page"});
    if (!log_->text.empty()) {
        form.choices.push_back({"run", "Run file"});
        if (shell_.share_link) form.choices.push_back({"link", "Link"});
    }
    section.items.push_back(std::move(form));
    if (!is_document()) return section;
    const std::size_t turns =
        workspace_.conversation().turns().path_to(workspace_.conversation().shown_turn()).size();
    if (turns > 1) {
        Item of{Kind::options, "of", "Of", scope_.conversation ? "conversation" : "question"};
        of.choices = {{"question", "This question"},
                      {"conversation", "All " + figure::counted(turns, "question") + " up to it"}};
        section.items.push_back(std::move(of));
    }
    section.items.push_back(
        {Kind::toggle, "all", "With the answers of all nodes", scope_.all_answers ? "true" : ""});
    return section;
}

Section ShareScreen::contents_section() const {
    Section section{"What is in it", {}};
    const std::string made = text();
    std::string words(run_facts);
    if (is_document()) {
        const exports::Document document = exports::document_of(workspace_.conversation(), scope_);
        words = exports::contents_words(document);
    }
    section.items.push_back({Kind::status, "contents", words + " " + size_words(made.size()) + ". No keys."});
    if (!is_document()) return section;
    Item preview{Kind::text, "preview", "Preview"};
    preview.label_hidden = true;
    preview.passages =
        first_passages(exports::to_markdown(exports::document_of(workspace_.conversation(), scope_)));
    section.items.push_back(std::move(preview));
    return section;
}

Screen ShareScreen::show() const {
    Screen screen{"share", can_share(workspace_) ? std::string(words::share) : ""};
    if (screen.title.empty()) return screen;
    screen.intro = "A file or a link of your own. Nothing is uploaded.";
    screen.error = problem_.empty() ? log_->problem : problem_;
    screen.focus = "form";
    screen.sections = {form_section(), contents_section()};
    if (!sentence_.empty()) screen.sections.push_back({"", {{Kind::status, "result", sentence_}}});
    if (form_ == Form::markdown && shell_.copy)
        screen.buttons.push_back({"copy", std::string(words::copy), Role::quiet});
    screen.buttons.push_back({"close", "Close"});
    if (form_ == Form::link) {
        screen.buttons.push_back({"link", "Make a link", Role::primary});
    } else {
        screen.buttons.push_back({"save", "Save", Role::primary});
        screen.buttons.back().possible = static_cast<bool>(shell_.save_file);
    }
    return screen;
}

void ShareScreen::save() {
    FileToSave file{file_name(), "text/markdown", text()};
    if (form_ == Form::web_page) file.type = "text/html";
    if (form_ == Form::run_file) file.type = "application/jsonl";
    const Result<std::string> saved = shell_.save_file(file);
    if (saved) {
        sentence_ = saved.value();
    } else {
        problem_ = saved.error().message;
    }
}

Outcome ShareScreen::act(std::string_view name, std::string_view value) {
    ++revision_;
    problem_.clear();
    sentence_.clear();
    if (name == "close") return {true};
    if (name == "form") {
        form_ = Form::markdown;
        if (value == "page") form_ = Form::web_page;
        if (value == "run") form_ = Form::run_file;
        if (value == "link") form_ = Form::link;
    }
    if (name == "of") scope_.conversation = value == "conversation";
    if (name == "all") scope_.all_answers = !value.empty();
    if (name == "copy" && shell_.copy) {
        shell_.copy(text());
        sentence_ = std::string(words::copied);
    }
    if (name == "save" && shell_.save_file) save();
    if (name == "link" && shell_.share_link) {
        shell_.share_link(text());
        return {true, "make-link"};
    }
    return {};
}

}  // namespace moa::screen
