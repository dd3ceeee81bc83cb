#include "native/cli/evaluation/answer_file.hpp"

#include <cstdio>
#include <utility>

#include "native/cli/evaluation/draft_file.hpp"

namespace moa::cli {
namespace {

using evaluation::Format;

std::string lines_path(const std::string& path, Format format) {
    return evaluation::is_array(format) ? path + ".lines" : path;
}

std::optional<Error> index(AnswerIndex& answers, const std::string& path, Format format) {
    if (evaluation::is_array(format))
        if (auto error = answers.add(path, false)) return error;
    return answers.add(lines_path(path, format), true);
}

}  // namespace

AnswerFile::AnswerFile(std::string path, Format format, const evaluation::Fields& fields,
                       native::LineFile lines, AnswerIndex known)
    : path_(std::move(path)),
      format_(format),
      fields_(fields),
      lines_(std::move(lines)),
      known_(std::move(known)) {}

Result<AnswerFile> AnswerFile::open(const std::string& path, Format format,
                                    const evaluation::Fields& fields) {
    // Locked before it is read: nobody else appends in between.
    Result<native::LineFile> lines = native::LineFile::go_on(lines_path(path, format), true);
    if (!lines) return lines.error();
    AnswerIndex known(format, fields);
    if (auto error = index(known, path, format)) return *error;
    return AnswerFile(path, format, fields, std::move(lines.value()), std::move(known));
}

std::optional<Error> AnswerFile::append(const std::string& line) {
    ++appended_;
    return lines_.append(line + "\n");
}

std::optional<Error> AnswerFile::put_in_order(const EachKey& each_key) {
    AnswerIndex answers(format_, fields_);
    if (auto error = index(answers, path_, format_)) return error;
    AnswersDraft draft(path_, evaluation::is_array(format_));
    const auto copy = [&](const std::string& key) -> std::optional<Error> {
        if (!answers.has(key)) return std::nullopt;
        const Result<std::string> text = answers.text(key);
        return text ? draft.add(text.value()) : text.error();
    };
    if (auto error = each_key(copy)) return error;
    if (auto error = draft.move_into_place()) return error;
    if (evaluation::is_array(format_)) (void)std::remove(lines_path(path_, format_).c_str());
    return std::nullopt;
}

}  // namespace moa::cli
