// moa history export and import: conversations as one file.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "exports/markdown.hpp"
#include "native/cli/arguments.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/kept_document.hpp"
#include "native/cli/shared_text.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/terminal.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "native/platform/files.hpp"
#include "native/platform/history_files.hpp"
#include "native/platform/history_names.hpp"
#include "native/platform/history_transfer.hpp"
#include "native/platform/line_file.hpp"
#include "session/open_text.hpp"
#include "web_page/web_page.hpp"

namespace moa::cli {
namespace {

constexpr std::size_t read_at_once = std::size_t{1} << 20U;

int told(const std::string& sentence) {
    print_note(sentence);
    return exit_ok;
}

enum class ExportForm { history, markdown, web_page };

/// One conversation as the window's Share writes it.
int export_document(const std::string& id, ExportForm form, bool all_answers, const std::string& path,
                    bool overwrite) {
    const Result<session::KeptConversation> kept = native::HistoryFiles::read(id);
    if (!kept) return fail(kept.error());
    const Result<exports::Document> document = document_of_kept(kept.value(), {true, all_answers});
    if (!document) return fail(document.error());
    const std::string text =
        without_keys(form == ExportForm::web_page ? web_page::to_web_page(document.value())
                                                  : exports::to_markdown(document.value()));
    if (path == "-")
        return write_output(::isatty(STDOUT_FILENO) == 1 ? harmless(text) : text) ? exit_ok : exit_failed;
    Result<native::LineFile> file = native::LineFile::record(path, overwrite);
    if (!file) return fail(file.error());
    if (const auto error = file.value().append(text)) return fail(*error);
    return told("Saved " + path + ". " + exports::contents_words(document.value()));
}

/// `words`: the ids, and the file behind them.
int export_command(std::vector<std::string> words, ExportForm form, bool all_answers, bool overwrite) {
    const std::string path = words.back();
    words.pop_back();
    for (std::string& word : words) {
        Result<std::string> id = native::conversation_named(word);
        if (!id) return fail(id.error());
        word = std::move(id.value());
    }
    if (form != ExportForm::history) {
        if (words.size() == 1) return export_document(words.front(), form, all_answers, path, overwrite);
        return refuse("--html and --markdown take one conversation: moa history export --html ID FILE");
    }
    if (words.empty()) {
        auto all = native::all_conversations();
        if (!all) return fail(all.error());
        words = std::move(all.value());
    }
    if (path == "-") {
        const bool seen = ::isatty(STDOUT_FILENO) == 1;
        bool written = true;
        const auto count = native::export_history(words, [&](std::string_view text) -> std::optional<Error> {
            written = seen ? write_json(text) : write_output(text);
            return written ? std::nullopt : std::optional(Error{ErrorKind::io, 0, {}});
        });
        if (!written) return exit_failed;
        return count ? told(session::export_words(count.value(), {})) : fail(count.error());
    }
    Result<native::LineFile> file = native::LineFile::record(path, overwrite);
    if (!file) return fail(file.error());
    const auto count =
        native::export_history(words, [&file](std::string_view text) { return file.value().append(text); });
    return count ? told(session::export_words(count.value(), path)) : fail(count.error());
}

/// A file of one conversation, as History and --record write it.
int import_runs(std::string text, std::FILE* file) {
    std::vector<char> bytes(read_at_once);
    while (const std::size_t got = std::fread(bytes.data(), 1, bytes.size(), file))
        text.append(bytes.data(), got);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    native::HistoryFiles files;
    const auto id = files.import(text, std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    return id ? told("Imported as " + id.value() + ".") : fail(id.error());
}

int import_from(std::FILE* file) {
    std::vector<char> bytes(read_at_once);
    const auto read = [&]() -> Result<std::string> {
        return std::string(bytes.data(), std::fread(bytes.data(), 1, bytes.size(), file));
    };
    std::string first = read().value();
    if (!session::is_history_file(first)) return import_runs(std::move(first), file);
    const auto import = native::import_history([&]() -> Result<std::string> {
        if (!first.empty()) return std::exchange(first, {});
        return read();
    });
    return import ? told(session::import_words(import.value())) : fail(import.error());
}

int import_command(const std::string& path) {
    if (path == "-") return import_from(stdin);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), &std::fclose);
    // Says why, in the words of other files.
    if (!file) return fail(native::read_file(path).error());
    return import_from(file.get());
}

struct FileArguments {
    std::vector<std::string> words;
    bool overwrite = false;
    bool html = false;
    bool markdown = false;
    bool all_answers = false;
    std::string path;

    ExportForm form() const {
        return html ? ExportForm::web_page : markdown ? ExportForm::markdown : ExportForm::history;
    }
};

}  // namespace

std::function<std::optional<int>()> add_history_file_commands(CLI::App& history) {
    auto arguments = std::make_shared<FileArguments>();
    CLI::App* save = history.add_subcommand("export", "Save conversations as one file (moa-history/1)");
    save->add_option(
            "words", arguments->words,
            "IDs that moa history lists (none: all conversations), then the file; - is standard output")
        ->type_name("[ID...] FILE")
        ->required();
    save->add_flag("--overwrite", arguments->overwrite, "Replace what the file holds");
    CLI::Option* html = save->add_flag("--html", arguments->html, "Save one conversation as a web page");
    save->add_flag("--markdown", arguments->markdown, "Save one conversation as Markdown")->excludes(html);
    save->add_flag("--all-answers", arguments->all_answers,
                   "With the answers of all agents, in a web page or Markdown");
    save->footer(
        "JSON Lines: {\"format\"}, then for each conversation {\"conversation\", \"name\", \"pinned\"}, and "
        "for "
        "each of its turns {\"turn\"} and the lines of its run log. It contains no keys.");
    CLI::App* read = history.add_subcommand("import", "Add the conversations of such a file, or of run logs");
    read->add_option("file", arguments->path, "The file; - is standard input")->type_name("FILE")->required();
    read->footer("What is in the history already is not added again.");
    return [arguments, save, read]() -> std::optional<int> {
        if (save->parsed())
            return export_command(arguments->words, arguments->form(), arguments->all_answers,
                                  arguments->overwrite);
        if (read->parsed()) return import_command(arguments->path);
        return std::nullopt;
    };
}

}  // namespace moa::cli
