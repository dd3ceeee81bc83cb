// moa history export and import: conversations as one file.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "native/cli/arguments.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/terminal.hpp"
#include "native/platform/files.hpp"
#include "native/platform/history_files.hpp"
#include "native/platform/history_names.hpp"
#include "native/platform/history_transfer.hpp"
#include "native/platform/line_file.hpp"
#include "session/open_text.hpp"

namespace moa::cli {
namespace {

constexpr std::size_t read_at_once = std::size_t{1} << 20U;

int told(const std::string& sentence) {
    print_note(sentence);
    return exit_ok;
}

/// `words`: the ids, and the file behind them.
int export_command(std::vector<std::string> words, bool overwrite) {
    const std::string path = words.back();
    words.pop_back();
    for (std::string& word : words) {
        Result<std::string> id = native::conversation_named(word);
        if (!id) return fail(id.error());
        word = std::move(id.value());
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
    std::string path;
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
    save->footer(
        "JSON Lines: {\"format\"}, then for each conversation {\"conversation\", \"name\", \"pinned\"}, and "
        "for "
        "each of its turns {\"turn\"} and the lines of its run log. It contains no keys.");
    CLI::App* read = history.add_subcommand("import", "Add the conversations of such a file, or of run logs");
    read->add_option("file", arguments->path, "The file; - is standard input")->type_name("FILE")->required();
    read->footer("What is in the history already is not added again.");
    return [arguments, save, read]() -> std::optional<int> {
        if (save->parsed()) return export_command(arguments->words, arguments->overwrite);
        if (read->parsed()) return import_command(arguments->path);
        return std::nullopt;
    };
}

}  // namespace moa::cli
